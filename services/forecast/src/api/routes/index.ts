import type { Route } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import { amendQuestionRoute } from './amend-question.ts';
import { amendTournamentRoute } from './amend-tournament.ts';
import { annulQuestionRoute } from './annul-question.ts';
import { closeQuestionRoute } from './close-question.ts';
import { confirmResolutionRoute } from './confirm-resolution.ts';
import { listActivityRoute } from './list-activity.ts';
import { listClaimTemplatesRoute } from './list-claim-templates.ts';
import { listCoverageRoute } from './list-coverage.ts';
import { listDeadlineSpellsRoute } from './list-deadline-spells.ts';
import { listDeadlinesRoute } from './list-deadlines.ts';
import { listEventsRoute } from './list-events.ts';
import { listMeasuresRoute } from './list-measures.ts';
import { listPredictionsRoute } from './list-predictions.ts';
import { listQuestionsRoute } from './list-questions.ts';
import { listResolutionsRoute } from './list-resolutions.ts';
import { listTalksRoute } from './list-talks.ts';
import { listTimelineRoute } from './list-timeline.ts';
import { listTournamentsRoute } from './list-tournaments.ts';
import { listVerdictsRoute } from './list-verdicts.ts';
import { openQuestionRoute } from './open-question.ts';
import { openTournamentRoute } from './open-tournament.ts';
import { parseClaimRoute } from './parse-claim.ts';
import { predictBatchRoute } from './predict-batch.ts';
import { predictRoute } from './predict.ts';
import { readArchiveRoute } from './read-archive.ts';
import { readBundleRoute } from './read-bundle.ts';
import { readCalibrationRoute } from './read-calibration.ts';
import { readEventRoute } from './read-event.ts';
import { readForecastRoute } from './read-forecast.ts';
import { dryRunClaimRoute } from './dry-run-claim.ts';
import { healthRoute } from './read-health.ts';
import { readLeaderboardRoute } from './read-leaderboard.ts';
import { readOutlookRoute } from './read-outlook.ts';
import { readQuestionRoute } from './read-question.ts';
import { readQueueRoute } from './read-queue.ts';
import { readinessRoute } from './read-readiness.ts';
import { readReportRoute } from './read-report.ts';
import { readScoresRoute } from './read-scores.ts';
import { readTournamentLeaderboardRoute } from './read-tournament-leaderboard.ts';
import { readTournamentRoute } from './read-tournament.ts';
import { readVerdictRoute } from './read-verdict.ts';
import { resolveQuestionRoute } from './resolve-question.ts';
import { retireSourceRoute } from './retire-source.ts';
import { withdrawPredictionRoute } from './withdraw-prediction.ts';

/** Every route of the API, in the order of its documentation. */
export function allRoutes(context: ApiContext): readonly Route[] {
  return [
    ...worldRoutes(context),
    ...questionRoutes(context),
    ...forecastRoutes(context),
    healthRoute(),
    readinessRoute(context),
  ];
}

/** What happened. */
function worldRoutes(context: ApiContext): readonly Route[] {
  return [
    listEventsRoute(context),
    readEventRoute(context),
    readReportRoute(context),
    listCoverageRoute(context),
    listTimelineRoute(context),
    listActivityRoute(context),
    listTalksRoute(context),
    listDeadlinesRoute(context),
    listDeadlineSpellsRoute(context),
    listMeasuresRoute(context),
  ];
}

/** What is asked, and how it is decided. */
function questionRoutes(context: ApiContext): readonly Route[] {
  return [
    listClaimTemplatesRoute(),
    parseClaimRoute(context),
    dryRunClaimRoute(context),
    openQuestionRoute(context),
    listQuestionsRoute(context),
    readQuestionRoute(context),
    readVerdictRoute(context),
    readBundleRoute(context),
    readOutlookRoute(context),
    listVerdictsRoute(context),
    listResolutionsRoute(context),
    amendQuestionRoute(context),
    closeQuestionRoute(context),
    resolveQuestionRoute(context),
    confirmResolutionRoute(context),
    annulQuestionRoute(context),
    retireSourceRoute(context),
    readQueueRoute(context),
  ];
}

/** What is predicted, and how good it was. */
function forecastRoutes(context: ApiContext): readonly Route[] {
  return [
    predictRoute(context),
    predictBatchRoute(context),
    withdrawPredictionRoute(context),
    listPredictionsRoute(context),
    readForecastRoute(context),
    readScoresRoute(context),
    readLeaderboardRoute(context),
    readCalibrationRoute(context),
    readArchiveRoute(context),
    openTournamentRoute(context),
    amendTournamentRoute(context),
    listTournamentsRoute(context),
    readTournamentRoute(context),
    readTournamentLeaderboardRoute(context),
  ];
}
