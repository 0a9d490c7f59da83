import type { RotaWeek } from '#shared/rota/contract.ts'

type People = Pick<RotaWeek, 'people'>

/** The teams of those on a rota, by name; none where there is only one, for then there is nothing to choose. */
export function teamsOf({ people }: People): readonly string[] {
  const teams = [...new Set(people.map(({ homeTeam }) => homeTeam).filter((team) => team !== ''))]
  return teams.length < 2 ? [] : teams.toSorted((a, b) => a.localeCompare(b, 'en-GB'))
}

/**
 * A week with the people of one team only, and all that is theirs: also a shift on which they are lent to another team. Whoever is in no
 * team, as at the desk, works for all of them and stays.
 *
 * @param team its name; a name that nobody has, as in an old link, leaves the week whole
 * @example ofTeam(rota, 'Kelsham locality').people.length // 5
 */
export function ofTeam(rota: RotaWeek, team: string | undefined): RotaWeek {
  if (team === undefined || !teamsOf(rota).includes(team)) return rota
  const people = rota.people.filter(({ homeTeam }) => homeTeam === team || homeTeam === '')
  const here = new Set(people.map(({ personId }) => personId))
  const theirs = ({ personId }: { readonly personId: RotaWeek['people'][number]['personId'] }): boolean =>
    here.has(personId)
  return {
    ...rota,
    people,
    shifts: rota.shifts.filter(theirs),
    daysAway: rota.daysAway.filter(theirs),
    hoursAway: rota.hoursAway.filter(theirs),
  }
}
