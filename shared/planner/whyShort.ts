import type { Rota, RotaProblem, SkillNeed } from './problem.ts'
import { whyNot, type WhyNot } from './whyUnfilled.ts'

export interface ShortOfSkill {
  readonly name: string
  readonly day: number
  readonly missing: number
  /** Everybody who would count towards it and is not on, with what is least in the way of any of its shifts. */
  readonly people: readonly { readonly person: number; readonly not: WhyNot }[]
}

/** From what could be mended soonest to what cannot: a role or an approval that somebody lacks comes last. */
const rankOf = (not: WhyNot): number => {
  if (not.because !== 'blocked') return ['costs-more', 'rules', 'works-that-day'].indexOf(not.because)
  return not.why === 'not-this-role' || not.why === 'not-approved' ? 4 : 3
}

/**
 * Every minimum and every wish for experience that a rota falls short of, with the reason for each who would count. One name a day: the
 * worst of its times.
 *
 * @example whyShort(problem, rota)[0]?.name // 'Duty AMHP: at least 2, 08:30 to 16:30'
 */
export function whyShort(problem: RotaProblem, rota: Rota): readonly ShortOfSkill[] {
  const worst = new Map<string, { need: SkillNeed; missing: number }>()
  for (const need of problem.skills) {
    const on = rota.filter((duty) => counts(problem, need, duty)).length
    const key = `${need.day} ${need.name}`
    if (need.need - on > (worst.get(key)?.missing ?? 0)) worst.set(key, { need, missing: need.need - on })
  }
  return [...worst.values()].map(({ need, missing }) => ({
    name: need.name,
    day: need.day,
    missing,
    people: problem.people.flatMap(({ skills }, person) => {
      const own = rota.filter((duty) => duty.person === person)
      if (!skills.includes(need.skill) || own.some((duty) => counts(problem, need, duty))) return []
      const [not] = need.shifts
        .map((shift) => whyNot(problem, own, { person, day: need.day, shift }))
        .toSorted((a, b) => rankOf(a) - rankOf(b))
      return not ? [{ person, not }] : []
    }),
  }))
}

const counts = ({ people }: RotaProblem, { day, shifts, skill }: SkillNeed, duty: Rota[number]): boolean =>
  duty.day === day && shifts.includes(duty.shift) && (people[duty.person]?.skills.includes(skill) ?? false)
