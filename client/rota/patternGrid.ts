import type { TemplateRow } from '#shared/rota/contract.ts'
import type { Pattern, PatternTurn } from '#shared/rota/pattern.ts'

/** What a day of a pattern can be: nothing, or the times and role of a template, or what it has already. */
export interface TurnChoice {
  readonly value: string
  readonly label: string
}

type Times = Pick<PatternTurn, 'startsAt' | 'endsAt' | 'role'>

export const OFF = ''
const valueOf = ({ startsAt, endsAt, role }: Times): string => `${startsAt} ${endsAt} ${role}`

/** The times that a day can be given, each once: those of templates, and those that the pattern has. */
export function turnChoices(templates: readonly TemplateRow[], weeks: Pattern['weeks']): readonly TurnChoice[] {
  const named = templates
    .filter(({ retired }) => !retired)
    .map((one) => ({ value: valueOf(one), label: `${one.startsAt}–${one.endsAt} ${one.name}` }))
  const own = weeks.flat().map((one) => ({ value: valueOf(one), label: `${one.startsAt}–${one.endsAt}` }))
  return [...new Map([...own, ...named].map((choice) => [choice.value, choice])).values()].toSorted((a, b) =>
    a.value < b.value ? -1 : 1,
  )
}

/** What a day of a week has: its first turn, as a choice. */
export const chosenOn = (week: readonly PatternTurn[], weekday: number): string => {
  const turn = week.find((one) => one.weekday === weekday)
  return turn ? valueOf(turn) : OFF
}

/** A week with a day set to a choice: a second turn of that day goes with the first. */
export function withChoice(week: readonly PatternTurn[], weekday: number, value: string): readonly PatternTurn[] {
  const others = week.filter((one) => one.weekday !== weekday)
  if (value === OFF) return others
  const [startsAt, endsAt, role] = value.split(' ')
  // The values are made of clock times and roles above.
  const turn = { weekday, startsAt, endsAt, role } as PatternTurn
  return [...others, turn].toSorted((a, b) => a.weekday - b.weekday)
}
