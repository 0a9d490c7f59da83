import { useAnswer } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { actWords } from '#shared/toil/actWords.ts'
import { claimsDecided, type ClaimRow } from '#shared/toil/contract.ts'
import { lastSince, meanwhileLines } from './meanwhile.ts'

export interface ClaimOvertakenProps {
  /** As it stands now, or as it was last seen where it waits no more. */
  readonly claim: ClaimRow
  readonly openedVersion: number
  /** Whether it waits for a decision still. */
  readonly waits: boolean
  /** What the hub answered to a press that came second. */
  readonly answer: string | null
  readonly wrote: boolean
}

/** Somebody did something with a claim while it was open: who, what and when, and that nothing typed is lost. */
export function ClaimOvertaken({ claim, openedVersion, waits, answer, wrote }: ClaimOvertakenProps) {
  const decided = useAnswer(claimsDecided, waits ? null : {})
  const last = lastSince({ version: openedVersion }, waits ? claim : decided.data?.find(({ id }) => id === claim.id))
  return (
    <Notice tone="warn" speaks="at-once">
      <b>{waits ? 'This claim changed' : 'This claim was decided'} while you had it open.</b>{' '}
      {last ? `${actWords(last)}. ` : answer && `${answer} `}
      {wrote && 'What you wrote is still here, and was not sent. '}
      {nextWords(claim, waits)}
    </Notice>
  )
}

function nextWords({ state }: ClaimRow, waits: boolean): string {
  if (!waits) return 'If it should be otherwise, undo the decision under “Decided since payroll closed”, then decide.'
  return state === 'queried' ? 'Decide it once they have answered.' : 'Look at it again, then decide.'
}

export interface BulkOvertakenProps {
  /** The claims as they were when they were approved together. */
  readonly tried: readonly ClaimRow[]
  readonly waiting: readonly ClaimRow[]
  readonly answer: string
  readonly onLooked: () => void
}

/** Claims were approved together and somebody else had decided some of them: by whom and when, and that this press did nothing. */
export function BulkOvertaken({ tried, waiting, answer, onLooked }: BulkOvertakenProps) {
  const decided = useAnswer(claimsDecided, {})
  const lines = meanwhileLines(tried, [...waiting, ...(decided.data ?? [])])
  const rest = waiting.filter(({ id, version }) => tried.some((one) => one.id === id && one.version === version)).length
  return (
    <Notice
      tone="warn"
      speaks="at-once"
      action={
        <Button size="sm" onClick={onLooked}>
          I have looked
        </Button>
      }
    >
      <b>Your press approved nothing: somebody was there first.</b>
      {(lines.length > 0 ? lines.map((words) => `${words}.`) : [answer]).map((words) => (
        <div key={words}>{words}</div>
      ))}
      {lines.length > 0 && rest > 0 && (
        <div>{rest === 1 ? 'The other one still waits' : `The other ${rest} still wait`}: press again.</div>
      )}
    </Notice>
  )
}
