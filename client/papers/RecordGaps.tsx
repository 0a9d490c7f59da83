import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useAsking } from '#client/kernel/asking.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import type { ReferralId, TaskId } from '#shared/kernel/ids.ts'
import { detentionRecorded } from '#shared/papers/contract.ts'
import { isDetention, recordGaps, type Recorded, type RecordGap } from '#shared/papers/recordGaps.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { finishTask } from '#shared/referrals/triaging/contract.ts'
import { formatInstant } from '#shared/time/london.ts'
import { ADD_DOCTOR, ADD_HOSPITAL, PAPERS } from './paperLinks.ts'
import './papers.css'

interface OfReferral {
  readonly referralId: ReferralId
  readonly number: number
}

interface OwnGapsProps extends OfReferral {
  /** As it is chosen or was recorded on this phone, be it sent or not. */
  readonly outcome: string | null
  readonly when: 'deciding' | 'finishing' | 'finished'
}

const whatThen: Record<OwnGapsProps['when'], string> = {
  deciding: 'You can save the outcome and finish all the same.',
  finishing: 'You can finish all the same: then the hub follows it up.',
  finished: 'The hub follows it up until it is there.',
}

/** What a detention still lacks, to whoever decided it: before and after the finish, each with one tap to add it. It stops nothing. */
export function OwnGaps({ referralId, number, outcome, when }: OwnGapsProps) {
  const asked = useAnswer(detentionRecorded, isDetention(outcome) ? { referralId } : null)
  if (!asked.data) return null
  const gaps = recordGaps(outcome, asked.data)
  if (gaps.length === 0) return null
  return (
    <Notice tone="warn">
      <b>Not on the record yet.</b>
      <GapList gaps={gaps} />
      <p>{whatThen[when]}</p>
      <WaysToAdd gaps={gaps} recorded={asked.data} number={number} />
    </Notice>
  )
}

interface RecordGapsProps {
  readonly referral: Pick<ReferralDetail, 'id' | 'number' | 'state'>
}

/** The same on the record: for the desk too, which may say why it stays as it is. */
export function RecordGaps({ referral: { id: referralId, number, state } }: RecordGapsProps) {
  const { data } = useAnswer(detentionRecorded, state === 'to-triage' ? null : { referralId })
  const { can } = useSession()
  if (!data) return null
  const gaps = recordGaps(data.outcome, data)
  if (gaps.length === 0) return null
  const { leftAsItIs: left, openTask } = data
  return (
    <div className="gaps-on-record">
      <Notice tone={left ? 'info' : 'warn'}>
        <b>The record of this detention is not complete.</b>
        <GapList gaps={gaps} />
        {left && (
          <p>
            {left.byName} said why it stays so, {formatInstant(left.at)}: {left.why}
          </p>
        )}
        <WaysToAdd gaps={gaps} recorded={data} number={number}>
          {openTask !== null && can('take referrals') && <SayWhyNot taskId={openTask} />}
        </WaysToAdd>
      </Notice>
    </div>
  )
}

const GapList = ({ gaps }: { readonly gaps: readonly RecordGap[] }) => (
  <ul className="gaps">
    {gaps.map(({ code, words }) => (
      <li key={code}>{words}</li>
    ))}
  </ul>
)

interface WaysToAddProps {
  readonly gaps: readonly RecordGap[]
  readonly recorded: Recorded
  readonly number: number
  readonly children?: React.ReactNode
}

function WaysToAdd({ gaps, recorded, number, children }: WaysToAddProps) {
  const { can } = useSession()
  if (!can('keep papers')) return null
  const params = { number: String(number) }
  const ofDoctors = gaps.some(({ code }) => code !== 'hospital')
  // Somebody who was asked is changed where they stand; nobody is added twice.
  const isKnown = recorded.examinations.some(({ recommendation: one, isTimed }) => one === 'none-yet' || !isTimed)
  return (
    <p className="btns">
      {ofDoctors && (
        <Link
          className={buttonClass({ kind: 's', size: 'sm' })}
          to="/referrals/$number"
          params={params}
          search={PAPERS}
          {...(!isKnown && { hash: ADD_DOCTOR })}
        >
          {isKnown ? 'To the doctors' : 'Add a doctor'}
        </Link>
      )}
      {gaps.some(({ code }) => code === 'hospital') && (
        <Link
          className={buttonClass({ kind: 's', size: 'sm' })}
          to="/referrals/$number"
          params={params}
          search={PAPERS}
          hash={ADD_HOSPITAL}
        >
          Add the hospital
        </Link>
      )}
      {children}
    </p>
  )
}

/** Somebody says why it stays as it is: then nobody is asked after it any more. */
function SayWhyNot({ taskId }: { readonly taskId: TaskId }) {
  const [asking, setAsking] = useAsking<true>(`gaps.${taskId}`)
  const submitting = useSubmit(finishTask)
  const say = async (note: string): Promise<boolean> => {
    const done = await submitting.tried({ taskId, note })
    if (done) toast({ words: 'Kept on the record with your reason.' })
    return done
  }
  return (
    <>
      <Button kind="q" size="sm" onClick={() => setAsking(true)}>
        Say why not
      </Button>
      {asking && (
        <ReasonDialog
          keptAs={`gaps.${taskId}`}
          title="Why it stays as it is"
          label="Why what is missing will not be added"
          hint="The record still shows what is missing, with your reason beside it"
          press="Keep the reason"
          submitting={submitting}
          onGiven={say}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}
