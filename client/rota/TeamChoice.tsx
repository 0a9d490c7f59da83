import { Select } from '#client/ui/Field.tsx'
import type { RotaWeek } from '#shared/rota/contract.ts'
import { teamsOf } from './teams.ts'
import type { Open } from './opened.ts'

interface TeamChoiceProps {
  readonly rota: RotaWeek
  readonly team: string | undefined
  readonly open: Open
}

/** Whose part of the rota is shown, where its people are of several teams. The choice stands in the address. */
export function TeamChoice({ rota, team, open }: TeamChoiceProps) {
  const teams = teamsOf(rota)
  if (teams.length === 0) return null
  const chosen = team !== undefined && teams.includes(team) ? team : ''
  return (
    <div className="team-of">
      <div className="no-print">
        <Select
          label="Team"
          id="team"
          empty="All teams"
          options={teams.map((name) => ({ value: name, label: name }))}
          value={chosen}
          onChange={(event) => open({ team: event.target.value })}
        />
      </div>
      {chosen !== '' && (
        <p className="muted">
          <b>{chosen}</b>, and those who are in no team. Cover and figures are of the whole service: people of one team
          are lent to another by a shift like any other.
        </p>
      )}
    </div>
  )
}
