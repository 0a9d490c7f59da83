import { useAsking } from '#client/kernel/asking.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { toast } from '#client/ui/toast.ts'
import { agencies, agencyCodes, owedBy, type AskRow, type Owed } from '#shared/referrals/triaging/asks.ts'
import { askFor, chase, settleAsk } from '#shared/referrals/triaging/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import styles from '../referrals.module.css'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { MomentDialog } from './MomentDialog.tsx'

export interface AsksProps {
  readonly referralId: ReferralId
  /** The referral's own: what was asked on one that was merged into it says so. */
  readonly number: number
  readonly asks: readonly AskRow[]
  readonly canAsk: boolean
  readonly now: Instant
}

/** What was asked of whom by when, and who still owes what, agency by agency. */
export function Asks({ referralId, number, asks, canAsk, now }: AsksProps) {
  const [asking, setAsking] = useAsking<true>(`ask.${referralId}`)
  const owed = owedBy(asks, now)
  if (owed.length === 0 && !canAsk) return null
  const ask = canAsk && (
    <Button size="sm" icon="plus" onClick={() => setAsking(true)}>
      Ask somebody
    </Button>
  )
  return (
    <Card title="Asked of others" aside={ask}>
      {owed.length === 0 ? (
        <p className="muted">Nothing has been asked of anybody yet.</p>
      ) : (
        <ul className={styles.calls}>
          {owed.map((one) => (
            <li key={one.agency}>
              <AgencyOwes owed={one} number={number} canAsk={canAsk} now={now} />
            </li>
          ))}
        </ul>
      )}
      {asking && <AskDialog referralId={referralId} onClose={() => setAsking(null)} />}
    </Card>
  )
}

type OnReferral = Pick<AsksProps, 'number' | 'canAsk' | 'now'>

function AgencyOwes({ owed, number, canAsk, now }: OnReferral & { readonly owed: Owed }) {
  const { agency, open, overdue, came, asked } = owed
  return (
    <>
      <div className={styles.buttons}>
        <b>{agencies[agency]}</b>
        {overdue > 0 ? (
          <Tag tone="warn" icon="triangle">
            {overdue} overdue
          </Tag>
        ) : (
          open.length > 0 && <Tag>{open.length} to come</Tag>
        )}
        <span className="small muted">
          {came} of {asked} came
        </span>
      </div>
      {open.map((ask) => (
        <OpenAsk key={ask.id} ask={ask} number={number} canAsk={canAsk} now={now} />
      ))}
    </>
  )
}

function OpenAsk({ ask, number, canAsk, now }: OnReferral & { readonly ask: AskRow }) {
  const [doing, setDoing] = useAsking<'came' | 'chase' | 'not'>(`asked.${ask.id}`)
  const today = londonDayOf(now)
  const close = (): void => setDoing(null)
  return (
    <div>
      {ask.what}
      {ask.ofWhom && `, of ${ask.ofWhom}`}
      {ask.number !== undefined && ask.number !== number && `, asked on ${referralNumber(ask.number)}`}. By{' '}
      {formatInstant(ask.dueAt, today)}
      <span className="small muted">
        {' '}
        · asked {formatInstant(ask.askedAt, today)} by {ask.askedByName}
        {ask.chasedAt &&
          `, chased ${ask.chases === 1 ? 'once' : `${ask.chases} times`}, last ${formatInstant(ask.chasedAt, today)}`}
      </span>
      {canAsk && (
        <div className={styles.matchButtons}>
          <Button size="sm" onClick={() => setDoing('came')}>
            It came<span className="vh">: {ask.what}</span>
          </Button>
          <Button size="sm" onClick={() => setDoing('chase')}>
            Chased<span className="vh">: {ask.what}</span>
          </Button>
          <Button size="sm" onClick={() => setDoing('not')}>
            Will not come<span className="vh">: {ask.what}</span>
          </Button>
        </div>
      )}
      {doing === 'chase' && <ChaseDialog ask={ask} onClose={close} />}
      {(doing === 'came' || doing === 'not') && <SettleDialog ask={ask} came={doing === 'came'} onClose={close} />}
    </div>
  )
}

function ChaseDialog({ ask, onClose }: { readonly ask: AskRow; readonly onClose: () => void }) {
  const submitting = useSubmit(chase)
  return (
    <MomentDialog
      keptAs={`chase.${ask.id}`}
      title={`Chased: ${ask.what}`}
      label="Expected now by"
      field="dueAt"
      press="Record it"
      submitting={submitting}
      onGiven={async (dueAt) => (await submitting.submit({ askId: ask.id, dueAt })) !== null}
      onClose={onClose}
    />
  )
}

function SettleDialog({
  ask,
  came,
  onClose,
}: {
  readonly ask: AskRow
  readonly came: boolean
  readonly onClose: () => void
}) {
  const submitting = useSubmit(settleAsk)
  return (
    <ReasonDialog
      keptAs={`ask.${ask.id}`}
      title={came ? `It came: ${ask.what}` : `Will not come: ${ask.what}`}
      label={came ? 'What it says, or where it is kept' : 'Why not'}
      press="Record it"
      submitting={submitting}
      onGiven={(answer) => submitting.tried({ askId: ask.id, came, answer })}
      onClose={onClose}
    />
  )
}

const nothing = { agency: 'police', ofWhom: '', what: '' }

function AskDialog({ referralId, onClose }: { readonly referralId: ReferralId; readonly onClose: () => void }) {
  const [values, setValues, forget] = useKept(`ask.${referralId}`, nothing)
  const submitting = useSubmit(askFor)
  const agency = agencyCodes.find((code) => code === values.agency) ?? 'other'
  const type = (field: 'ofWhom' | 'what') => ({
    id: field,
    value: values[field],
    error: submitting.errorIn(field),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setValues({ ...values, [field]: event.target.value }),
  })
  const give = async (dueAt: Instant): Promise<boolean> => {
    const made = await submitting.submit({ referralId, agency, ofWhom: values.ofWhom, what: values.what, dueAt })
    if (!made) return false
    forget()
    toast({ words: `Asked of ${agencies[agency].toLowerCase()}.`, icon: 'check' })
    return true
  }
  return (
    <MomentDialog
      keptAs={`ask.${referralId}`}
      title="Ask for information"
      label="By when"
      field="dueAt"
      press="Ask"
      submitting={submitting}
      also={values.what.trim() === '' ? [{ field: 'what', message: 'Say what they are asked for' }] : []}
      onGiven={give}
      onClose={onClose}
    >
      <Select
        id="agency"
        label="Whom"
        options={agencyCodes.map((code) => ({ value: code, label: agencies[code] }))}
        value={agency}
        onChange={(event) => setValues({ ...values, agency: event.target.value })}
      />
      <TextField {...type('ofWhom')} label="Name or number" />
      <TextField {...type('what')} label="What for" hint="Like “custody record and risk assessment”" />
    </MomentDialog>
  )
}
