import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useAsking } from '#client/kernel/asking.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered, type Asked } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorMessage, Checkbox } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import { dismissToast, toast } from '#client/ui/toast.ts'
import { approveClaims, undoDecisions, type ClaimRow } from '#shared/toil/contract.ts'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import type { ClaimId } from '#shared/kernel/ids.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { ClaimDialog } from './ClaimDialog.tsx'
import { ClaimLine } from './ClaimLine.tsx'
import { Decided } from './Decided.tsx'
import { isOvertaken } from './meanwhile.ts'
import { BulkOvertaken } from './Overtaken.tsx'
import { plural } from './reportWords.ts'

export interface ClaimsProps {
  readonly report: LateWorkingReport
  readonly claims: Asked<readonly ClaimRow[]>
}

/** As many as stand beside the balances; the rest are one press away. */
const SHOWN = 6

/** What waits for a decision: those that match the job record in one press, the others one by one. */
export function Claims({ report, claims }: ClaimsProps) {
  // Both are kept here and not in the table: they stay when the claims they are about, or all of them, wait no more.
  const [opened, setOpened] = useAsking<ClaimRow>('claims.opened')
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const waiting = claims.data ?? []
  const now = waiting.find(({ id }) => id === opened?.id)
  return (
    <Card title="Claims to approve" aside={claims.data?.length} className="claims-card">
      {trouble && (
        <div className="said">
          {trouble.overtaken ? (
            <BulkOvertaken
              tried={trouble.tried}
              waiting={waiting}
              answer={trouble.words}
              onLooked={() => setTrouble(null)}
            />
          ) : (
            <ErrorMessage>{trouble.words}</ErrorMessage>
          )}
        </div>
      )}
      <Answered of={claims} isEmpty={(rows) => rows.length === 0} empty={<NoClaims report={report} />}>
        {(rows) => <ClaimTable rows={rows} onOpen={setOpened} onTrouble={setTrouble} />}
      </Answered>
      {opened && (
        <ClaimDialog
          key={opened.id}
          claim={now ?? opened}
          openedVersion={opened.version}
          waits={now !== undefined || claims.data === undefined}
          onClose={() => setOpened(null)}
        />
      )}
    </Card>
  )
}

/** Why a press for several claims, or its undoing, did nothing. */
interface Trouble {
  readonly words: string
  /** Whether somebody else was there first. */
  readonly overtaken: boolean
  readonly tried: readonly ClaimRow[]
}

function NoClaims({ report: { lateWithoutClaim } }: { readonly report: LateWorkingReport }) {
  return (
    <>
      <EmptyState title="No claims.">
        {lateWithoutClaim > 0 &&
          `${lateWithoutClaim} late ${plural(lateWithoutClaim, 'finish was', 'finishes were')} too short to count, or paid by the session, so no claim was made.`}
      </EmptyState>
      <Decided />
    </>
  )
}

interface ClaimTableProps {
  readonly rows: readonly ClaimRow[]
  readonly onOpen: (claim: ClaimRow) => void
  readonly onTrouble: (trouble: Trouble | null) => void
}

function ClaimTable({ rows, onOpen, onTrouble }: ClaimTableProps) {
  const [left, setLeft] = useState<ReadonlySet<ClaimId>>(new Set())
  const [all, setAll] = useState(false)
  const { person } = useSession()
  const matching = rows.filter(({ matchesRecord, personId }) => matchesRecord && personId !== person.id)
  const own = rows.filter(({ personId }) => personId === person.id).length
  const shown = all || rows.length <= SHOWN + 2 ? rows : rows.slice(0, SHOWN)
  const chosen = matching.filter(({ id }) => !left.has(id))
  const choose = (id: ClaimId, on: boolean): void => {
    setLeft(new Set(on ? [...left].filter((one) => one !== id) : [...left, id]))
  }
  return (
    <>
      <Bulk
        chosen={chosen}
        matching={matching}
        own={own}
        onTrouble={onTrouble}
        onAll={(on) => setLeft(new Set(on ? [] : rows.map(({ id }) => id)))}
      />
      <Table caption="Claims to approve" hideCaption narrow="fits" className="ct">
        <thead className="vh">
          <tr>
            <th scope="col">Select</th>
            <th scope="col">AMHP</th>
            <th scope="col">Extra time</th>
            <th scope="col">Reason</th>
            <th scope="col">Check</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((claim) => (
            <ClaimLine
              key={claim.id}
              claim={claim}
              choosable={matching.includes(claim)}
              chosen={chosen.includes(claim)}
              onChoose={(on) => choose(claim.id, on)}
              onOpen={() => onOpen(claim)}
            />
          ))}
        </tbody>
      </Table>
      {shown.length < rows.length && (
        <Button kind="q" onClick={() => setAll(true)}>
          See all {rows.length}
        </Button>
      )}
      <Decided />
    </>
  )
}

/** What one press approves at most, as the command has it. */
const MOST_AT_ONCE = 200

interface BulkProps {
  readonly chosen: readonly ClaimRow[]
  readonly matching: readonly ClaimRow[]
  /** How many are the reader's own. */
  readonly own: number
  readonly onAll: (on: boolean) => void
  readonly onTrouble: (trouble: Trouble | null) => void
}

/** One press for everything that is plain. The number on the button is what happens: all of them or none. */
function Bulk({ chosen: all, matching, own, onAll, onTrouble }: BulkProps) {
  // As many as one command takes: the rest with the next press.
  const chosen = all.slice(0, MOST_AT_ONCE)
  const { approve, busy } = useBulk(chosen, onTrouble)
  const minutes = chosen.reduce((sum, claim) => sum + claim.minutes, 0)
  const ownWords =
    own > 0 &&
    `${own} ${plural(own, 'is your own', 'are your own')}: somebody else decides ${plural(own, 'it', 'them')}.`
  if (matching.length === 0) {
    return <div className="bulk">None of these can be approved unseen. Open each to see why. {ownWords}</div>
  }
  return (
    <div className="bulk">
      <Checkbox
        label={
          <>
            <b>
              {chosen.length} of {matching.length} that match the job record
            </b>{' '}
            · {formatMinutes(minutes)} in all
            {all.length > chosen.length && `. One press approves ${MOST_AT_ONCE}; press again for the rest`}
          </>
        }
        checked={matching.length > 0 && all.length === matching.length}
        onChange={(event) => onAll(event.target.checked)}
      />
      <Button kind="p" size="sm" busy={busy} onClick={() => void approve()}>
        Approve {chosen.length}
      </Button>
      {ownWords && <p className="small muted">{ownWords}</p>}
    </div>
  )
}

/** Approves those chosen, and takes it back: what did not go as it was pressed is said above the list, which may be empty by then. */
function useBulk(chosen: readonly ClaimRow[], onTrouble: BulkProps['onTrouble']) {
  const approving = useSend(approveClaims)
  const undoing = useSend(undoDecisions)
  const fail = (words: string, code = '', tried: readonly ClaimRow[] = []): void => {
    // What an earlier press did is no answer to this one.
    dismissToast()
    onTrouble({ words, overtaken: tried.length > 0 && isOvertaken(code), tried })
  }
  const attempt = async (press: () => Promise<void>): Promise<void> => {
    onTrouble(null)
    try {
      await press()
    } catch (fault) {
      fail(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  const takeBack = (claims: readonly { claimId: ClaimId; seenVersion: number }[]): Promise<void> =>
    attempt(async () => {
      const sent = await undoing.mutateAsync({ claims: [...claims] })
      if (!sent.ok) return fail(sent.refusal.message)
      toast({ words: `${sent.value.undone} ${plural(sent.value.undone, 'claim waits', 'claims wait')} again.` })
    })
  const approve = (): Promise<void> =>
    attempt(async () => {
      if (chosen.length === 0) return fail('Choose at least one claim')
      const claims = chosen.map(({ id, version }) => ({ claimId: id, seenVersion: version }))
      const sent = await approving.mutateAsync({ claims })
      if (!sent.ok) return fail(sent.refusal.message, sent.refusal.code, chosen)
      const { approved, minutes: total } = sent.value
      // Each was changed by the approval, so it is the next version that is taken back.
      const decided = claims.map(({ claimId, seenVersion }) => ({ claimId, seenVersion: seenVersion + 1 }))
      toast({
        words: `${approved} ${plural(approved, 'claim', 'claims')} approved, ${formatMinutes(total)}.`,
        undo: () => void takeBack(decided),
      })
    })
  return { approve, busy: approving.isPending }
}
