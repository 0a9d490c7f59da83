import { useState } from 'react'
import { useTimeOf } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import type { IconName } from '#client/ui/Icon.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag, type Tone } from '#client/ui/Tag.tsx'
import { arrangementNames, arrangementStateNames } from '#shared/referrals/arrangementWords.ts'
import {
  arrangementKinds,
  type ArrangementKind,
  type ArrangementRow,
  type ArrangementState,
  type ReferralDetail,
} from '#shared/referrals/record.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import styles from './referrals.module.css'
import { UpdateArrangement } from './UpdateArrangement.tsx'

const looks: Record<ArrangementState, { readonly tone?: Tone; readonly icon: IconName }> = {
  'not-yet': { icon: 'minus' },
  asked: { tone: 'info', icon: 'half' },
  agreed: { tone: 'done', icon: 'check' },
  trouble: { tone: 'warn', icon: 'triangle' },
  'not-needed': { icon: 'minus' },
}

/** These are only sometimes needed, and are shown once they are. */
const SOMETIMES: ReadonlySet<ArrangementKind> = new Set(['police', 'interpreter'])

export interface WaitingForProps {
  readonly referral: Pick<ReferralDetail, 'id' | 'interpreter' | 'closedAt'>
  readonly arrangements: readonly ArrangementRow[]
}

/** Doctors, bed, ambulance and whoever else must come: where each stands, since when, and a place to change it. */
export function WaitingFor({ referral, arrangements }: WaitingForProps) {
  const [all, setAll] = useState(false)
  const [updating, setUpdating] = useState<ArrangementKind | null>(null)
  const rowOf = (kind: ArrangementKind) => arrangements.find((row) => row.kind === kind)
  const needed = (kind: ArrangementKind): boolean =>
    all || !SOMETIMES.has(kind) || rowOf(kind) !== undefined || (kind === 'interpreter' && referral.interpreter !== '')
  const shown = arrangementKinds.filter(needed)
  const open = useSession().can('take referrals') && referral.closedAt === null
  return (
    <Card
      title="Who we are waiting for"
      aside={
        open &&
        shown.length < arrangementKinds.length && (
          <Button kind="q" size="sm" onClick={() => setAll(true)}>
            Police or an interpreter too
          </Button>
        )
      }
    >
      <Table caption="Who we are waiting for" hideCaption narrow="cards">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Where it stands</th>
            <th scope="col">Who and when</th>
            <th scope="col" className="n">
              Waited
            </th>
            <th scope="col">
              <span className="vh">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((kind) =>
            updating === kind ? (
              <tr key={kind}>
                <td colSpan={5} className={styles.wide}>
                  <UpdateArrangement
                    referralId={referral.id}
                    kind={kind}
                    row={rowOf(kind)}
                    onDone={() => setUpdating(null)}
                  />
                </td>
              </tr>
            ) : (
              <ArrangementLine
                key={kind}
                kind={kind}
                row={rowOf(kind)}
                onUpdate={open ? () => setUpdating(kind) : null}
              />
            ),
          )}
        </tbody>
      </Table>
    </Card>
  )
}

interface ArrangementLineProps {
  readonly kind: ArrangementKind
  readonly row: ArrangementRow | undefined
  readonly onUpdate: (() => void) | null
}

function ArrangementLine({ kind, row, onUpdate }: ArrangementLineProps) {
  const state = row?.state ?? 'not-yet'
  const name = arrangementNames[kind]
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Tag {...looks[state]}>{arrangementStateNames[state]}</Tag>
      </td>
      <td>
        {row?.note}
        {row && <SetBy row={row} />}
      </td>
      <td className="n" data-before="Waited ">
        {row && (state === 'asked' || state === 'trouble') && <Waited since={row.since} />}
      </td>
      <td>
        {onUpdate && (
          <Button
            kind="q"
            size="sm"
            className={styles.cell}
            onClick={onUpdate}
            aria-label={`Update ${name.toLowerCase()}`}
          >
            Update
          </Button>
        )}
      </td>
    </tr>
  )
}

function SetBy({ row: { since, setByName, note, state } }: { readonly row: ArrangementRow }) {
  const today = useTimeOf((now) => londonDayOf(now), 60_000) as ReturnType<typeof londonDayOf>
  return (
    <span className="small muted">
      {note !== '' && <br />}
      {arrangementStateNames[state].toLowerCase()} since {formatInstant(since, today)} · {setByName}
    </span>
  )
}

function Waited({ since }: { readonly since: Instant }) {
  return useTimeOf((now) => formatMinutes(Math.max(0, minutesBetween(since, now))), 15_000)
}
