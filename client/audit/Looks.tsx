import { Link, useNavigate } from '@tanstack/react-router'
import { buttonClass } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import type { WhoLooked } from '#shared/audit/contract.ts'
import { byColleague, type Period } from '#shared/audit/lookingBack.ts'
import { periodWords, refsOf } from '#shared/audit/packSheet.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { ColleagueLooksOf } from './ColleagueLooksOf.tsx'

export interface LooksProps {
  readonly looked: WhoLooked
  readonly whose: 'referral' | 'person'
  readonly period: Period
}

const FEW = 3

/** Everybody who looked, whoever looked last first. */
export function Looks({ looked, whose, period }: LooksProps) {
  const colleagues = byColleague(looked)
  const number = String(looked.number)
  const count = colleagues.length === 1 ? 'One colleague' : `${colleagues.length} colleagues`
  return (
    <Card
      title={`Who looked at ${referralNumber(looked.number)}`}
      aside={
        <Link
          className={buttonClass({ kind: 's', size: 'sm' })}
          to="/audit"
          search={{ tab: 'pack', by: 'record', value: number, ...period }}
        >
          Breach pack
        </Link>
      }
    >
      <div className="stack">
        {looked.numbers.length > 1 && <Whose looked={looked} whose={whose} period={period} />}
        {looked.cut && (
          <Notice tone="warn">
            <b>There were more looks than fit here.</b> The latest are shown. Ask for fewer days to see the rest.
          </Notice>
        )}
        {colleagues.length === 0 ? (
          <EmptyState title="Nobody looked">
            Nobody opened this record, found it, or saw it in a list, {periodWords(period)}.
          </EmptyState>
        ) : (
          <>
            <p>
              <b>{count}</b>, {periodWords(period)}.
            </p>
            <div className="au-lookers">
              {colleagues.map((one) => (
                <ColleagueLooksOf
                  key={one.id}
                  one={one}
                  period={period}
                  open={colleagues.length <= FEW}
                  several={whose === 'person' && looked.numbers.length > 1}
                />
              ))}
            </div>
          </>
        )}
      </div>
    </Card>
  )
}

const choices = [
  { value: 'person', label: 'All of this person’s' },
  { value: 'referral', label: 'Only this referral' },
] as const

function Whose({ looked: { number, numbers }, whose, period }: LooksProps) {
  const navigate = useNavigate()
  const others = numbers.filter((one) => one !== number)
  return (
    <div className="au-whose">
      <RadioChips
        label="Which records"
        hideLabel
        look="sm"
        options={choices}
        value={whose}
        onChange={(next) =>
          void navigate({
            to: '/audit',
            search: { tab: 'looked', number: String(number), whose: next, ...period },
            replace: true,
          })
        }
      />
      <span className="muted">The same person, as far as their data say: {refsOf(others)}.</span>
    </div>
  )
}
