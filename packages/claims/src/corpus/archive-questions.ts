import type { RealQuestion } from './real-question.ts';

/** Asked on Polymarket and in archives of forecasts. */
export const archiveQuestions: readonly RealQuestion[] = [
  {
    id: 'Polymarket 0x61c2b9e7',
    asks: 'a US–Iran ceasefire in effect: 14 days without a strike, by a day',
    coding: 'A',
    text: 'maxRun(quiet(force.strike among USA & IRN), from 2026-07-01 until 2026-08-18 in UTC, to 2026-09-01T00:00:00Z) >= 14d',
  },
  {
    id: 'Polymarket 0xc4170a15',
    asks: 'military action against Iran goes on: no day without a strike',
    coding: 'A',
    text: 'count days(force.strike on IRN, from 2026-03-02 until 2026-04-01 in UTC) = 30',
  },
  {
    id: 'Polymarket 0x13a51d63',
    asks: 'a US–Iran ceasefire before Trump visits China; neither by a day: void',
    coding: 'A',
    text: '(time(ceasefire.accepted among USA & IRN, from 2026-03-15 until 2026-07-01 in America/New_York) < 1 * time(visit.made by "Donald Trump" on CHN, from 2026-03-15 until 2026-07-01 in America/New_York) + 0) given (some ceasefire.accepted among USA & IRN from 2026-03-15 until 2026-07-01 in America/New_York or some visit.made by "Donald Trump" on CHN from 2026-03-15 until 2026-07-01 in America/New_York)',
  },
  {
    id: 'Polymarket 0x7e5228c4',
    asks: 'Vance attends the next US–Iran meeting',
    coding: 'B',
    text: 'for first ?x of meeting.held among USA & IRN from 2026-04-15 until 2026-12-31 in UTC holds (some attendance.noted by "JD Vance" within 1d after ?x)',
    gap: 'who attends is a report of its own within a day: an event is not tested twice',
  },
  {
    id: 'Polymarket 0x90c6511d',
    asks: 'Trump and Putin do not meet',
    coding: 'A',
    text: 'no meeting.held among "Donald Trump" & "Vladimir Putin" from 2025-10-16 until 2026-01-01 in America/New_York',
  },
  {
    id: 'Polymarket 0x271e1d96',
    asks: 'Russia captures a town by a day, and still holds it a day later',
    coding: 'B',
    text: 'maxRun(hold(opened by control.taken by RUS with place = "Kostyantynivka" lapse 3650d; ended by control.lost by RUS with place = "Kostyantynivka" ends all), from 2026-06-01 until 2026-10-01 in America/New_York, to 2026-10-02T04:00:00Z) >= 1d',
  },
  {
    id: 'Polymarket 0xd73f6011',
    asks: 'the conflict of Iran with Israel and the US ends by a day',
    coding: 'B',
    text: 'maxRun(quiet(force.strike among IRN & {ISR, USA}), from 2026-04-01 until 2026-05-16 in America/New_York, to 2026-05-30T04:00:00Z) >= 14d',
    gap: 'an end is 14 quiet days',
  },
  {
    id: 'Polymarket 0xb12f5e32',
    asks: 'Israel closes its airspace by a day',
    coding: 'B',
    text: 'some airspace.closed by ISR from 2026-06-01 until 2026-08-01 in America/New_York',
  },
  {
    id: 'Polymarket 0xabe05aa3',
    asks: 'France, the UK or Germany strikes Iran by a day',
    coding: 'A',
    text: 'some force.strike by {FRA, GBR, DEU} on IRN from 2026-01-15 until 2026-03-01 in America/New_York',
  },
  {
    id: 'Autocast G1929',
    asks: 'protests in Russia lead to five deaths in nine months',
    coding: 'A',
    text: 'sum deaths[0 .. 1000](protest.held on RUS, from 2021-02-05 until 2021-11-01 in UTC) >= 5',
  },
  {
    id: 'Autocast G2184',
    asks: 'a confrontation of Russia and Ukraine with three deaths before a day',
    coding: 'A',
    text: 'some force.fighting among RUS & UKR with deaths = "three or more" from 2022-01-15 until 2022-09-15 in UTC',
    gap: 'a bound on a number of one event: the attribute has to be coded as a class',
  },
  {
    id: 'Autocast M10568',
    asks: 'the ceasefire in Yemen holds for as long as intended',
    coding: 'B',
    text: 'for first ?x of ceasefire.declared among YEM & Houthis from 2022-04-01 until 2022-05-01 in UTC holds (no ceasefire.violated among YEM & Houthis within 60d after ?x)',
    gap: 'the intended length is written out: a window cannot end at a date of its event',
  },
  {
    id: 'Autocast M7734',
    asks: 'a man leaves the country before its capital falls',
    coding: 'B',
    text: '(time(departure.made by "Zablon Simintov" on AFG, from 2021-07-01 until 2022-01-01 in UTC) < 1 * time(control.taken by Taliban with place = "Kabul", from 2021-07-01 until 2022-01-01 in UTC) + 0) given (some departure.made by "Zablon Simintov" on AFG from 2021-07-01 until 2022-01-01 in UTC or some control.taken by Taliban with place = "Kabul" from 2021-07-01 until 2022-01-01 in UTC)',
  },
  {
    id: 'Autocast G2172',
    asks: 'a state of Latin America ceases to recognise Taiwan before a year',
    coding: 'A',
    text: 'some recognition.withdrawn by {PRY, GTM, HND, BLZ, HTI, KNA, VCT, LCA} on TWN from 2022-01-01 until 2023-01-01 in UTC',
  },
  {
    id: 'Autocast G1841',
    asks: 'a region is under a state of emergency on a day',
    coding: 'B',
    text: 'holds(hold(opened by emergency.declared by ETH with place = "Tigray" lapse 180d; ended by emergency.lifted by ETH with place = "Tigray" ends all) at 2021-05-12T12:00:00Z)',
  },
  {
    id: 'Autocast M7663',
    asks: 'the Taliban capture Kandahar before Ramadan',
    coding: 'B',
    text: 'some control.taken by Taliban with place = "Kandahar" from 2021-07-15 until 2022-04-02 in UTC',
    gap: 'the start of Ramadan is written as its day',
  },
  {
    id: 'ForecastBench ACLED',
    asks: 'more events of a kind in 30 days than the 30-day mean of the 360 before',
    coding: 'A',
    text: 'count(force.fighting by HRV, from 2024-11-01 until 2024-12-01 in UTC) > 0.0833 * count(force.fighting by HRV, from 2023-11-07 until 2024-11-01 in UTC) + 0',
  },
];
