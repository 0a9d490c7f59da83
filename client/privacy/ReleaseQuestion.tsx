import { proposeRelease, releaseRecord, withdrawRelease } from '#shared/privacy/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { AskDialog } from './AskDialog.tsx'
import type { Act } from './DueLine.tsx'

export interface ReleaseQuestionProps {
  readonly act: Act
  readonly onClose: () => void
}

/** The three questions about a record that is due. */
export function ReleaseQuestion({ act: { what, line }, onClose }: ReleaseQuestionProps) {
  const name = referralNumber(line.number)
  const { referralId, proposal } = line
  if (what === 'propose' || proposal === null)
    return (
      <AskDialog
        command={proposeRelease}
        title={`Propose to release ${name}?`}
        says={<p>Nothing is released yet. Somebody else looks at it and decides.</p>}
        reason={{ field: 'why', label: 'Why now', hint: 'No names: this is kept until it is released.' }}
        input={(why) => ({ referralId, why })}
        button="Propose"
        done={() => `${name} is proposed. A colleague can release it.`}
        onClose={onClose}
      />
    )
  if (what === 'withdraw')
    return (
      <AskDialog
        command={withdrawRelease}
        title={`Take back the proposal for ${name}?`}
        says={<p>The record stays as it is, and on this list.</p>}
        reason={{ field: 'why', label: 'Why' }}
        input={(why) => ({ releaseId: proposal.id, why })}
        button="Take back"
        done={() => `The proposal for ${name} is taken back.`}
        onClose={onClose}
      />
    )
  return (
    <AskDialog
      command={releaseRecord}
      title={`Release ${name}?`}
      says={
        <>
          <p>
            <b>This cannot be undone.</b> Names, addresses, numbers and everything that was written about the person go.
            The reference, dates and codes stay, so that figures still add up.
          </p>
          <p className="muted">
            {proposal.byName} proposed it: {proposal.why}
          </p>
        </>
      }
      input={() => ({ releaseId: proposal.id })}
      button="Release for good"
      kind="d"
      stay="Keep it"
      done={({ emptied }) => `${name} is released: ${emptied} entries emptied.`}
      onClose={onClose}
    />
  )
}
