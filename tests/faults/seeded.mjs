// The twenty faults that the tests must catch: each is put into the program or the database under test by the harness alone, one at a
// time, and a test has to fail by its own assertion. The product never sees any of this.

/**
 * @typedef {object} Seeded
 * @property {number} number
 * @property {string} what
 * @property {string} [sql] run on the template of all test databases
 * @property {readonly (readonly [file: string, from: string, to: string])[]} [replace] each text must be there exactly once
 * @property {readonly [project: string, file: string]} run
 * @property {Readonly<Record<string, number>>} [counts] how often, where its test has a short and a long form
 * @property {string} name what the test that must fail is called, or the beginning of it
 */

const sessionsHearNothing = [
  [
    'server/kernel/hubSessions.ts',
    "  endSockets(io, ended, sessionId, sessionEndOf(because) ?? 'signed-out')\n}\n\ninterface",
    '  void [io, ended, sessionId, because]\n}\n\ninterface',
  ],
  ['server/kernel/hubSessions.ts', '  if (open.length === 0) return\n', '  if (open.length >= 0) return\n'],
]

/** @type {readonly Seeded[]} */
export const seeded = [
  {
    number: 1,
    what: 'the index that lets one allocation of a referral stand is gone',
    sql: 'drop index hub.one_live_allocation_per_referral',
    run: ['flows', 'tests/flows/promises.test.ts'],
    name: 'is true of the demo',
  },
  {
    number: 2,
    what: 'whoever writes a shift does not take the person first',
    replace: [
      [
        'server/rota/store.ts',
        '  order by id for no key update`\n\n/** The shifts of somebody',
        '  order by id`\n\n/** The shifts of somebody',
      ],
    ],
    run: ['flows', 'tests/flows/rotaRaces.test.ts'],
    name: 'of two overlapping shifts',
    counts: { RACES: 200 },
  },
  {
    number: 3,
    what: 'events are numbered by a sequence, not by the counter that commits in order',
    sql: 'create sequence hub.fault_numbers; grant usage on sequence hub.fault_numbers to hub_app',
    replace: [
      [
        'server/kernel/runCommand.ts',
        'returning last_seq - ${rows.length} as before, last_seq\n',
        "returning nextval('hub.fault_numbers') * 2 as before, last_seq\n",
      ],
    ],
    run: ['flows', 'tests/flows/stream.test.ts'],
    name: 'a reader that goes by the last number',
  },
  {
    number: 4,
    what: 'the answer goes before the commit',
    replace: [
      [
        'server/kernel/runCommand.ts',
        'const [written, numbered, committed] = await Promise.allSettled([made.writing, recording, context.sql`commit`])',
        "const [written, numbered] = await Promise.allSettled([made.writing, recording])\n  const committed = { status: 'fulfilled' } as const\n  void context.sql`select pg_sleep(0.3)`.execute()\n  void context.sql`commit`.execute()",
      ],
    ],
    run: ['flows', 'tests/flows/stream.test.ts'],
    name: 'what is answered is there',
  },
  {
    number: 5,
    what: 'the database acknowledges before it has written',
    replace: [['db/client.ts', "      jit: 'off',", "      jit: 'off',\n      synchronous_commit: 'off',"]],
    run: ['flows', 'tests/flows/faultsDatabase.test.ts'],
    name: 'F8:',
    counts: { CRASHES: 6 },
  },
  {
    number: 6,
    what: 'the key of a command is kept in a transaction of its own',
    sql: 'drop trigger command_leaves_an_event on hub.commands',
    replace: [
      [
        'server/kernel/runCommand.ts',
        "        const opened = await openedFor(sql, asking, 'read committed', claim, async () => {",
        "        const first = claim && (await openedFor(sql, asking, 'read committed', claim))\n        if (first) await sql`commit`\n        const opened = await openedFor(sql, asking, 'read committed', null, async () => {",
      ],
      ['server/kernel/runCommand.ts', 'if (claim && !opened.claimed)', 'if (claim && !first?.claimed)'],
    ],
    run: ['flows', 'tests/flows/stream.test.ts'],
    name: 'a key under which something was refused',
  },
  {
    number: 7,
    what: 'a table of services has no row-level security',
    sql: 'alter table hub.shifts disable row level security',
    run: ['flows', 'tests/flows/catalogue.test.ts'],
    name: '',
  },
  {
    number: 8,
    what: 'a foreign key that leaves the service out',
    sql: 'create unique index fault_key on hub.allocations (id); alter table hub.waits add constraint fault foreign key (allocation_id) references hub.allocations (id)',
    run: ['flows', 'tests/flows/catalogue.test.ts'],
    name: '',
  },
  {
    number: 9,
    what: 'sockets from other sites are let in, as the cors setting alone lets them',
    replace: [
      [
        'server/kernel/hub.ts',
        "decide(null, deps.origins.has(request.headers.origin ?? ''))",
        'decide(null, request !== null)',
      ],
      [
        'server/kernel/edge/guardSockets.ts',
        "!deps.origins.has(request.headers.origin ?? '')",
        "request.headers.origin === 'nobody'",
      ],
    ],
    run: ['flows', 'tests/flows/kernel.test.ts'],
    name: 'lets in who is signed in, from our own address only',
  },
  {
    number: 10,
    what: 'the socket library hands a screen that comes back what it missed, and asks nobody who it is',
    replace: [['server/kernel/hub.ts', 'serveClient: false,', 'serveClient: false,\n    connectionStateRecovery: {},']],
    run: ['flows', 'tests/flows/stream.test.ts'],
    name: 'a screen that was cut off',
  },
  {
    number: 11,
    what: 'a limit of 24 hours is a day of the calendar',
    replace: [
      [
        'shared/time/counting.ts',
        'import { addDays, daysBetween,',
        'import { addDays, clockTimeOf, londonInstant, daysBetween,',
      ],
      [
        'shared/time/counting.ts',
        '=> addHours(from, hours)',
        '=> hours % 24 === 0 ? londonInstant(addDays(londonDayOf(from), hours / 24), clockTimeOf(from)) : addHours(from, hours)',
      ],
    ],
    run: ['rules', 'shared/referrals/clocks.test.ts'],
    name: '',
  },
  {
    number: 12,
    what: 'an hour that comes twice is taken for the first',
    replace: [
      [
        'shared/time/london.ts',
        "return second === undefined ? done(first) : refuse({ code: 'clock-time-twice', first, second })",
        'return done(second === undefined ? first : first)',
      ],
    ],
    run: ['rules', 'shared/time/london.test.ts'],
    name: '',
  },
  {
    number: 13,
    what: 'deadlines live in timers of one process: what fell due while none ran is not raised',
    replace: [
      [
        'server/deadlines/firing.ts',
        'const told = due.filter(({ overtaken }) => !overtaken)',
        'const told = due.filter((one) => !one.overtaken && lateness(one, now) < 60)',
      ],
    ],
    run: ['flows', 'tests/flows/deadlines.test.ts'],
    name: 'after hours without a server comes at once',
  },
  {
    number: 14,
    what: 'news comes by NOTIFY alone, and nobody looks for what was missed',
    replace: [['server/kernel/hub.ts', '    await catchUp(live)\n    sendPulses(live)', '    sendPulses(live)']],
    run: ['flows', 'tests/flows/stream.test.ts'],
    name: 'news that nobody told of is found',
  },
  {
    number: 15,
    what: 'a screen counts an event each time that it hears of it',
    replace: [['client/kernel/connection.ts', 'Math.max(line.seq, seq)', 'line.seq + 1']],
    run: ['rules', 'client/kernel/connection.test.ts'],
    name: '',
  },
  {
    number: 16,
    what: 'a read that cannot be recorded is answered all the same',
    replace: [
      [
        'server/kernel/runQuery.ts',
        'await Promise.all([read && keepRead(sql, door.name, read, context.trace), sql`commit`])',
        'await Promise.allSettled([read && keepRead(sql, door.name, read, context.trace), sql`commit`])',
      ],
    ],
    run: ['flows', 'tests/flows/auditReads.test.ts'],
    name: '',
  },
  {
    number: 17,
    what: 'an entry of the TOIL ledger can be changed',
    sql: 'drop trigger changed_only_by_release on hub.toil_entries; grant update on hub.toil_entries to hub_app',
    run: ['flows', 'tests/flows/promises.test.ts'],
    name: 'is true of the demo',
  },
  {
    number: 18,
    what: 'a cell of an export can start a formula',
    replace: [['shared/kernel/csv.ts', 'const safe = isPlainNumber(cell) ? text : guarded(text)', 'const safe = text']],
    run: ['rules', 'shared/kernel/csv.test.ts'],
    name: '',
  },
  {
    number: 19,
    what: 'who somebody is stays with the socket as it was when it opened',
    replace: sessionsHearNothing,
    run: ['flows', 'tests/flows/kernel.test.ts'],
    name: 'ends with the session, however the session ended',
  },
  {
    number: 20,
    what: 'what somebody typed is in the log',
    replace: [
      [
        'server/kernel/faults.ts',
        '(error: unknown, _request, response, _next)',
        '(error: unknown, request, response, _next)',
      ],
      [
        'server/kernel/faults.ts',
        "log.error({ error, requestId: response.locals['requestId'] }",
        "log.error({ error, code: JSON.stringify(request.body), requestId: response.locals['requestId'] }",
      ],
    ],
    run: ['flows', 'tests/flows/logCanary.test.ts'],
    name: '',
  },
]

/** The fault that this run is to have in it; none as a rule. */
export const theSeeded = () => {
  const number = process.env.SEEDED_FAULT
  if (number === undefined) return null
  const found = seeded.find((one) => String(one.number) === number)
  if (!found) throw new Error(`There is no seeded fault ${number}.`)
  return found
}
