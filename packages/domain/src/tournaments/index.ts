/** Tournaments: what they are about, and their fold. */
export { checkTournament } from './definition.ts';
export { rankedScores, tournamentDefinition } from '../records/tournaments.ts';
export type { RankedScore, TournamentDefinition } from '../records/tournaments.ts';
export { tournaments } from './table.ts';
export type { TournamentRow } from './table.ts';
