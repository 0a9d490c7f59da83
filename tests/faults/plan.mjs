// What `npm run faults` runs: each fault of the plan, the flow test that makes it, and its counts in the short and in the full form.
// Counts are handed to the tests by name; a fault without counts is whole in either form.

/** @type {readonly { fault: string, what: string, file: string, short?: Record<string, number>, full?: Record<string, number> }[]} */
export const plan = [
  {
    fault: 'F1',
    what: 'two consultants allocate one referral',
    file: 'allocationRaces',
    short: { RACES: 200 },
    full: { RACES: 10000 },
  },
  {
    fault: 'F2',
    what: 'the same AMHP wanted twice, and by four',
    file: 'allocationMixedRaces',
    full: { MIXED: 10000 },
  },
  {
    fault: 'F3',
    what: 'overlapping shifts put on at once',
    file: 'rotaRaces',
    short: { RACES: 200 },
    full: { RACES: 10000 },
  },
  { fault: 'F4', what: 'TOIL taken, decided and undone at once', file: 'toilRaces', full: { RACES: 5000 } },
  {
    fault: 'F5+F6',
    what: 'commands delivered three times; kill -9 of the server',
    file: 'faultsServer',
    full: { KEYS: 10000, SERVER_KILLS: 200 },
  },
  {
    fault: 'F6',
    what: 'three servers behind a balancer, killed and added under load',
    file: 'threeNodes',
    full: { NODE_KILLS: 20, SCREENS: 200, ALARMS: 200 },
  },
  {
    fault: 'F7',
    what: 'kill -9 of the server at named points of a command',
    file: 'killedAtPoints',
    full: { ROUNDS: 25 },
  },
  {
    fault: 'F8+F11',
    what: 'crash and halt of PostgreSQL, with the control that loses',
    file: 'faultsDatabase',
    full: { CRASHES: 100, PAUSES: 50, CONTROLS: 5 },
  },
  {
    fault: 'F9',
    what: 'connections ended in the middle of what they do',
    file: 'databaseGone',
    full: { CUTS: 1000 },
  },
  {
    fault: 'F13',
    what: 'news late, twice, mixed up or never, to the rules of a screen',
    file: 'screenHistories',
    full: { HISTORIES: 100000 },
  },
  { fault: 'F16', what: 'rude and stalled screens', file: 'edgeSockets' },
  { fault: 'F18', what: 'the 22 changes of the clocks, against PostgreSQL', file: 'clocksAgree' },
  {
    fault: 'F19',
    what: 'deadlines through kills of the servers',
    file: 'deadlinesKill',
    full: { DEADLINES: 5000, KILLS: 100 },
  },
  { fault: 'F21', what: 'written bad inputs, one thing wrong in each, at every door', file: 'badInputs' },
  { fault: 'F21', what: 'requests that no page sends', file: 'badWire' },
  { fault: 'F21', what: 'what cannot be, of referrals', file: 'referralsBadInput' },
  { fault: 'F22', what: 'every door as every role, of one’s own service and another’s', file: 'matrix' },
  { fault: 'F22', what: 'another service’s words in no answer', file: 'separation' },
  { fault: 'F23', what: 'row-level security alone', file: 'separationByDatabase' },
  { fault: 'F24', what: 'sessions ended, with live sockets on two nodes', file: 'revocations' },
  { fault: 'F26', what: 'restore to a random moment', file: 'backup', full: { DRILLS: 20 } },
  { fault: 'F28', what: 'servers asked to stop under load', file: 'stopping', full: { STOPS: 100 } },
  { fault: 'I1–I28', what: 'each promise broken on purpose', file: 'promises' },
]
