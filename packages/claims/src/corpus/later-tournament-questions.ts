import type { RealQuestion } from './real-question.ts';

/** Of a forecasting tournament, 2013 to 2015. */
export const laterTournamentQuestions: readonly RealQuestion[] = [
  {
    id: 'GJP 1289-2',
    asks: 'Pakistan and the TTP agree to talk before a day, if a demand is not dropped before',
    coding: 'B',
    text: '(some talks.agreed among PAK & TTP from 2013-10-16 until 2013-12-01 in America/New_York) given no demand.dropped by TTP from 2013-10-16 until 2013-12-01 in America/New_York',
    gap: 'no such statement in the whole window stands for none before',
  },
  {
    id: 'GJP 1294-0',
    asks: 'Syria and its rebels agree to a ceasefire before a day',
    coding: 'A',
    text: 'some ceasefire.accepted among SYR & "Supreme Military Command" from 2013-11-13 until 2014-04-01 in America/New_York',
  },
  {
    id: 'GJP 1318-2',
    asks: 'the Prime Minister visits a shrine before a year, if there is no lethal clash before',
    coding: 'B',
    text: '(some visit.made by "Shinzo Abe" with place = "Yasukuni" from 2013-11-13 until 2014-01-01 in America/New_York) given no force.fighting among CHN & JPN from 2013-11-13 until 2014-01-01 in America/New_York',
    gap: 'no clash in the whole window stands for none before',
  },
  {
    id: 'GJP 1327-0',
    asks: 'a chapter is opened for Turkey before a day',
    coding: 'B',
    text: 'some chapter.opened by EU on TUR from 2014-01-08 until 2014-03-01 in America/New_York',
  },
  {
    id: 'GJP 1333-0',
    asks: 'the six-party talks resume before a day',
    coding: 'A',
    text: 'some meeting.held among USA & PRK & KOR & RUS & CHN & JPN from 2014-01-08 until 2014-05-01 in America/New_York',
  },
  {
    id: 'GJP 1337-0',
    asks: 'Peru or India announces talks on trade before a day',
    coding: 'B',
    text: 'some talks.announced by {PER, IND} with topic = "trade" from 2014-01-22 until 2014-03-31 in America/New_York',
  },
  {
    id: 'GJP 1352-0',
    asks: 'a significant attack on Israel before a day',
    coding: 'B',
    text: 'some {force.strike, force.assault} on ISR with class = "significant" from 2014-03-12 until 2014-05-10 in America/New_York',
  },
  {
    id: 'GJP 1368-0',
    asks: 'Pakistan and the TTP reach peace before a day',
    coding: 'B',
    text: 'some agreement.signed among PAK & TTP with topic = "peace" from 2014-03-05 until 2014-05-10 in America/New_York',
  },
  {
    id: 'GJP 1392-0',
    asks: 'Russian forces enter Kharkiv or Donetsk before a day',
    coding: 'A',
    text: 'some force.assault by RUS on UKR with place in {"Kharkiv", "Donetsk"} from 2014-03-05 until 2014-05-01 in America/New_York',
  },
  {
    id: 'GJP 1403-0',
    asks: 'Iran and the P5+1 agree on a reactor before a day',
    coding: 'B',
    text: 'some agreement.signed among IRN & "P5+1" with topic = "Arak" from 2014-04-02 until 2014-05-10 in America/New_York',
  },
  {
    id: 'GJP 1418-0',
    asks: 'Afghanistan signs a security agreement with the US before a day',
    coding: 'B',
    text: 'some agreement.signed among AFG & USA with topic = "security" from 2014-08-27 until 2014-11-01 in America/New_York',
  },
  {
    id: 'GJP 1443-0',
    asks: 'the Islamic State attacks one of five states before a day',
    coding: 'A',
    text: 'some {force.strike, force.assault} by "Islamic State" on {BHR, JOR, QAT, SAU, ARE} from 2014-10-01 until 2015-02-01 in America/New_York',
  },
  {
    id: 'GJP 1451-6',
    asks: 'when the foreign secretaries of India and Pakistan talk, by month',
    coding: 'B',
    text: 'option "before November" if some meeting.held among "Sujatha Singh" & "Aizaz Chaudhry" from 2014-10-15 until 2014-11-01 in America/New_York; option "November" if some meeting.held among "Sujatha Singh" & "Aizaz Chaudhry" from 2014-11-01 until 2014-12-01 in America/New_York; option "December" if some meeting.held among "Sujatha Singh" & "Aizaz Chaudhry" from 2014-12-01 until 2015-01-01 in America/New_York; option "January" if some meeting.held among "Sujatha Singh" & "Aizaz Chaudhry" from 2015-01-01 until 2015-02-01 in America/New_York; else "not before February"',
  },
  {
    id: 'GJP 1466-0',
    asks: 'NATO invokes Article 5 before a day',
    coding: 'B',
    text: 'some alliance.invoked by NATO from 2014-11-12 until 2015-06-10 in America/New_York',
  },
  {
    id: 'GJP 1472-2',
    asks: 'a trade agreement is completed before a day, if a provision is not agreed',
    coding: 'B',
    text: '(some agreement.signed among EU & USA with topic = "TTIP" from 2014-11-19 until 2015-06-10 in America/New_York) given no provision.agreed among EU & USA from 2014-11-19 until 2015-06-10 in America/New_York',
  },
  {
    id: 'GJP 1480-0',
    asks: 'Russia withdraws from a treaty before a day',
    coding: 'B',
    text: 'some treaty.left by RUS with treaty = "INF" from 2014-12-10 until 2015-06-10 in America/New_York',
  },
  {
    id: 'GJP 1492-6',
    asks: 'when Myanmar signs a ceasefire, by month',
    coding: 'A',
    text: 'option "before March" if some ceasefire.accepted among MMR & NCCT from 2015-01-14 until 2015-03-01 in America/New_York; option "March" if some ceasefire.accepted among MMR & NCCT from 2015-03-01 until 2015-04-01 in America/New_York; option "April" if some ceasefire.accepted among MMR & NCCT from 2015-04-01 until 2015-05-01 in America/New_York; else "not before May"',
  },
  {
    id: 'GJP 1496-0',
    asks: 'the President or a minister of South Korea meets the North before a day',
    coding: 'A',
    text: 'some meeting.held among {"Park Geun-hye", "Ryoo Kihl-jae"} & PRK from 2015-01-21 until 2015-04-01 in America/New_York',
  },
  {
    id: 'GJP 1521-6',
    asks: 'when an agreement on the Iranian programme is announced',
    coding: 'B',
    text: 'option "before April" if some agreement.signed among IRN & "P5+1" from 2015-03-11 until 2015-04-01 in America/New_York; option "April to June" if some agreement.signed among IRN & "P5+1" from 2015-04-01 until 2015-06-10 in America/New_York; else "not before 10 June"',
  },
  {
    id: 'GJP 1532-0',
    asks: 'the President or a minister of South Korea meets the North in a quarter',
    coding: 'A',
    text: 'some meeting.held among {"Park Geun-hye", "Hong Yong-pyo"} & PRK from 2015-04-01 until 2015-06-10 in America/New_York',
  },
];
