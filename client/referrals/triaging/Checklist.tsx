import { useSend } from '#client/kernel/api.ts'
import { Card } from '#client/ui/Card.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { checklistFor, tickStates, type TickRow, type TickState } from '#shared/referrals/triaging/checklists.ts'
import { tickItem } from '#shared/referrals/triaging/contract.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { formatDate, formatInstant, londonDayOf } from '#shared/time/london.ts'
import styles from '../referrals.module.css'

const states = Object.entries(tickStates).map(([value, label]) => ({ value: value as TickState, label }))

/** What is looked at on this route: a prompt with the day from which it applies. Nothing waits for it. */
export function Checklist({
  referral,
  ticks,
  canTick,
}: {
  readonly referral: ReferralDetail
  readonly ticks: readonly TickRow[]
  readonly canTick: boolean
}) {
  const sending = useSend(tickItem)
  const list = checklistFor(referral.request, londonDayOf(referral.receivedAt))
  if (!list) return null
  const settled = list.items.filter(({ code }) =>
    ticks.some(({ item, state }) => item === code && state !== 'open'),
  ).length
  const tick = async (item: string, state: TickState): Promise<void> => {
    const sent = await sending.mutateAsync({ referralId: referral.id, item, state })
    if (!sent.ok) toast({ words: sent.refusal.message, icon: 'triangle' })
  }
  return (
    <Card title={`${list.title}: ${settled} of ${list.items.length}`}>
      <ul className={styles.calls}>
        {list.items.map(({ code, words, source }) => {
          const ticked = ticks.find(({ item }) => item === code)
          return (
            <li key={code}>
              {canTick ? (
                <RadioChips
                  label={words}
                  hint={source || undefined}
                  look="sm"
                  options={states}
                  value={ticked?.state ?? 'open'}
                  onChange={(state) => void tick(code, state).catch(() => undefined)}
                />
              ) : (
                <div>
                  {words}: {tickStates[ticked?.state ?? 'open'].toLowerCase()}
                </div>
              )}
              {ticked && (
                <div className="small muted">
                  {ticked.byName}, {formatInstant(ticked.at)}
                </div>
              )}
            </li>
          )
        })}
      </ul>
      <p className="small muted">A prompt, in force from {formatDate(list.from)}. Nothing waits for it.</p>
    </Card>
  )
}
