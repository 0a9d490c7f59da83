import { z } from 'zod'
import { isWeekend, noLimits, weekOf, type PlannedPerson, type RotaProblem, type SkillNeed } from './problem.ts'

const whole = z.int().min(0)

/** A month of an AMHP service as one JSON document. Day 0 is a Monday; shift starts are minutes from midnight. */
const instance = z.object({
  H: whole.min(1),
  shifts: z.array(z.object({ id: z.string(), start: whole, len: whole })).min(1),
  staff: z.array(
    z.object({
      id: z.string(),
      /** Those of the hub (`core…`) have a weekly maximum; everybody else never works more than they owe. */
      kind: z.string(),
      leave: z.array(whole),
      unavailWd: z.array(whole.max(6)),
      lead: z.boolean(),
      cyp: z.boolean(),
      late: z.boolean(),
      wkMax: whole,
      owe: z.array(whole),
      maxC: whole,
      minOff: whole,
      maxWE: whole,
      req: z.array(z.tuple([whole, z.int().min(-1), z.boolean(), z.number()])),
      lock: z.array(z.tuple([whole, z.int().min(-1)])),
      share: z.number(),
    }),
  ),
  cover: z.array(z.tuple([whole, whole, whole, z.number(), z.number()])),
  rest: whole,
  wOwe: z.number(),
  wLead: z.number(),
  wCyp: z.number(),
  wFair1: z.number(),
  wFair2: z.number(),
})
export type AmhpInstance = z.infer<typeof instance>

/**
 * Reads a month of an AMHP service: full-timers of the hub, people of other teams who owe a duty a week or a fortnight, and
 * staggered shifts of which the last is late.
 *
 * @throws z.ZodError naming the field that could not be read
 * @example parseAmhpInstance('amhp40', JSON.parse(text)).people.length // 40
 */
export function parseAmhpInstance(name: string, document: unknown): RotaProblem {
  const read = instance.parse(document)
  const days = Array.from({ length: read.H }, (_, day) => day)
  const last = read.shifts.length - 1
  return {
    name,
    days: read.H,
    shifts: read.shifts.map(({ id, len }) => ({ id, name: id, minutes: len })),
    people: read.staff.map((one) => personOf(one, read)),
    cover: read.cover.map(([day, shift, need, under, over]) => ({ day, shift, need, under, over })),
    skills: days.flatMap((day) => skillsOf(day, read)),
    rest: {
      by: 'minutes',
      least: read.rest,
      moments: days.map((day) =>
        read.shifts.map(({ start, len }) => ({ start: 1440 * day + start, end: 1440 * day + start + len })),
      ),
    },
    fairness: {
      unsocial: days.map((day) => read.shifts.map((_, shift) => isWeekend(day) || shift === last)),
      above: read.wFair1,
      farAbove: read.wFair2,
      below: read.wFair1,
    },
  }
}

/** Somebody to lead triage in each half of each day, and somebody trained for under-18s on each weekday. */
function skillsOf(day: number, { shifts, wLead, wCyp }: AmhpInstance): readonly SkillNeed[] {
  const all = shifts.map((_, shift) => shift)
  const half = Math.ceil(all.length / 2)
  const lead = (name: string, of: readonly number[]): SkillNeed => ({
    name,
    skill: 'lead',
    day,
    shifts: of,
    need: 1,
    weight: wLead,
  })
  const young: SkillNeed = { name: 'Trained for under-18s', skill: 'cyp', day, shifts: all, need: 1, weight: wCyp }
  return [
    lead('Triage lead, morning', all.slice(0, half)),
    lead('Triage lead, afternoon', all.slice(half)),
    ...(isWeekend(day) ? [] : [young]),
  ]
}

function personOf(one: AmhpInstance['staff'][number], { H, shifts, wOwe }: AmhpInstance): PlannedPerson {
  const last = shifts.length - 1
  const days = Array.from({ length: H }, (_, day) => day)
  return {
    id: one.id,
    name: one.id,
    skills: [...(one.lead ? ['lead'] : []), ...(one.cyp ? ['cyp'] : [])],
    blocked: [
      ...one.leave.map((day) => ({ day, shift: null, why: 'away' as const })),
      ...days
        .filter((day) => one.unavailWd.includes(day % 7))
        .map((day) => ({ day, shift: null, why: 'unavailable' as const })),
      ...(one.late ? [] : days.map((day) => ({ day, shift: last, why: 'not-late' as const }))),
    ],
    locked: one.lock.map(([day, shift]) => ({ day, shift: shift < 0 ? null : shift })),
    limits: {
      ...noLimits(shifts.length),
      longestRun: one.maxC,
      fewestDaysOff: one.minOff,
      mostWeekends: one.maxWE,
      mostPerWeek: one.wkMax,
    },
    wishes: one.req.map(([day, shift, wants, weight]) => ({ day, shift: shift < 0 ? null : shift, wants, weight })),
    owed: {
      perWeek: Array.from({ length: weekOf(H - 1) + 1 }, (_, week) => one.owe[week] ?? 0),
      weight: wOwe,
      neverMore: !one.kind.startsWith('core'),
    },
    share: one.share,
    before: null,
  }
}
