import { useMemo, useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf, NotSent } from '#client/kernel/wire.ts'
import { useSession } from '#client/kernel/session.tsx'
import { IncompleteRecords } from '../board/IncompleteRecords.tsx'
import { OutAlone } from '#client/safety/OutAlone.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { handoverKinds, kindWords, usualKind } from '#shared/handover/codes.ts'
import { offerHandover, type HandoverNow } from '#shared/handover/contract.ts'
import { readNextBy } from '#shared/handover/nextBy.ts'
import type { ItemTyped, OfferTyped } from '#shared/handover/typedAgain.ts'
import type { HandoverId } from '#shared/kernel/ids.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { groups, placeRows, type Group } from '../board/placing.ts'
import { awaitAnswer, OFFER_TYPED } from './handoverState.ts'
import { PrepareItem } from './PrepareItem.tsx'

const asGenerated: ItemTyped = { ticked: true, note: '', nextBy: '' }
const headings: Record<Group, string> = {
  now: 'Over or near a legal limit',
  triage: 'To triage',
  allocate: 'To allocate',
  out: 'Out now',
}

/** What a new service aims at; said by the service itself in all but an answer of the last release. */
const USUAL_TARGET_MINUTES = 30

interface PrepareProps {
  readonly handover: HandoverNow
  readonly onOffered: (id: HandoverId) => void
}

/** The handover as it makes itself from what is open, with room for a person's own words. Whatever is typed is kept until it is sent. */
export function Prepare({ handover, onOffered }: PrepareProps) {
  const { person } = useSession()
  const now = useNow(60_000)
  const [typed, setTyped, forget] = useKept<OfferTyped>(OFFER_TYPED, {
    kind: usualKind(person.roles, handover.isFollowed === true),
    words: '',
    items: {},
  })
  const placing = useMemo(
    () =>
      placeRows(
        handover.open.map(({ row }) => row),
        now,
      ),
    [handover.open, now],
  )
  const byId = useMemo(() => new Map(handover.open.map((one) => [one.row.id as string, one])), [handover.open])
  const itemOf = (id: string): ItemTyped =>
    typed.items[id] ?? { ...asGenerated, ticked: byId.get(id)?.isWithOther !== true }
  const ticked = groups.flatMap((group) =>
    placing[group].filter(({ row }) => itemOf(row.id).ticked && byId.get(row.id)?.offeredBy === null),
  )
  const [more, setMore] = useState(false)
  const { offer, errors, busy } = useOffer(
    typed,
    ticked.map(({ row }) => ({ id: row.id, number: row.number })),
    itemOf,
    (id) => {
      forget()
      setMore(false)
      onOffered(id)
    },
  )
  // All of it is offered, by this person or a colleague: an empty form would look as if the offer had failed.
  const isAllOffered = handover.open.length > 0 && handover.open.every(({ offeredBy }) => offeredBy !== null)
  const isResting = isAllOffered && !more && typed.words.trim() === ''
  const to = kindWords(typed.kind, handover.outOfHoursName)
  return (
    <Card title="Hand the desk over" aside={`${handover.open.length} open`}>
      <div className="stack">
        <ErrorSummary errors={errors} />
        {isResting ? (
          <p>
            All that is open is being handed over already.{' '}
            <Button size="sm" onClick={() => setMore(true)}>
              Hand over words alone
            </Button>
          </p>
        ) : (
          <>
            <RadioChips
              label="To"
              options={handoverKinds.map((kind) => ({ value: kind, label: kindWords(kind, handover.outOfHoursName) }))}
              value={typed.kind}
              onChange={(kind) => setTyped({ ...typed, kind })}
            />
            <OutAlone />
            {typed.kind === 'out-of-hours' && (
              <p className="hint">
                {handover.outOfHoursName}, {handover.outOfHoursPhone}. They take what cannot wait until the next working
                day.
              </p>
            )}
            <TextArea
              id="words"
              label="What they must know of the shift"
              hint="Promises made, who will ring back, what to watch. What is about one person goes beside that person"
              rows={3}
              value={typed.words}
              onChange={(event) => setTyped({ ...typed, words: event.target.value })}
            />
          </>
        )}
        {handover.open.length === 0 && (
          <EmptyState title="Nothing is open">You can hand over the words alone.</EmptyState>
        )}
        {groups.map(
          (group) =>
            placing[group].length > 0 && (
              <section key={group} aria-labelledby={`ho-${group}`}>
                <h3 className="h3" id={`ho-${group}`}>
                  {headings[group]} <span className="muted">{placing[group].length}</span>
                </h3>
                <ul className="ho-list">
                  {placing[group].map((placed) => {
                    const one = byId.get(placed.row.id)
                    return (
                      one && (
                        <PrepareItem
                          key={placed.row.id}
                          placed={placed}
                          facts={one}
                          targetMinutes={handover.triageTargetMinutes ?? USUAL_TARGET_MINUTES}
                          now={now}
                          typed={itemOf(placed.row.id)}
                          onType={(next) => setTyped({ ...typed, items: { ...typed.items, [placed.row.id]: next } })}
                        />
                      )
                    )
                  })}
                </ul>
              </section>
            ),
        )}
        <AlsoThere handover={handover} />
        <IncompleteRecords now={now} />
        {!isResting && (
          <OfferBar
            count={ticked.length}
            hasWords={typed.words.trim() !== ''}
            to={to}
            busy={busy}
            offer={() => void offer()}
          />
        )}
      </div>
    </Card>
  )
}

interface OfferBarProps {
  readonly count: number
  readonly hasWords: boolean
  readonly to: string
  readonly busy: boolean
  readonly offer: () => void
}

/** The press that offers; where there is nothing to offer, what to do first. */
function OfferBar({ count, hasWords, to, busy, offer }: OfferBarProps) {
  if (count === 0 && !hasWords)
    return (
      <div className="ho-bar">
        <span>Nothing is ticked. Tick a referral, or write what they must know of the shift, to offer it.</span>
      </div>
    )
  return (
    <>
      {count > 0 && (
        <p className="hint">
          They stay yours until somebody takes them by name. What is open now is kept as it is now.
        </p>
      )}
      <div className="ho-bar">
        <Button kind="p" busy={busy} onClick={offer}>
          {count === 0 ? 'Offer the words alone' : `Offer ${count} referral${count === 1 ? '' : 's'}`} to {to}
        </Button>
      </div>
    </>
  )
}

/** What is on the board and cannot be ticked here: calls still being written down, and records closed to whoever hands over. */
function AlsoThere({ handover: { drafts, closed } }: { readonly handover: HandoverNow }) {
  if (drafts.length === 0 && closed.length === 0) return null
  return (
    <p className="hint">
      {drafts.map(({ number, byName }) => `Draft ${referralNumber(number)}, ${byName}`).join('. ')}
      {drafts.length > 0 && '. '}
      {closed
        .map(({ number, guardianName }) => `${referralNumber(number)} is restricted: ${guardianName} hands it over`)
        .join('. ')}
      {closed.length > 0 && '.'}
    </p>
  )
}

function useOffer(
  typed: OfferTyped,
  ticked: readonly { readonly id: string; readonly number: number }[],
  itemOf: (id: string) => ItemTyped,
  offered: (id: HandoverId) => void,
) {
  const send = useSend(offerHandover)
  const now = useNow(60_000)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const offer = async (): Promise<void> => {
    const read = ticked.map(({ id, number }) => ({ id, number, nextBy: readNextBy(itemOf(id).nextBy, now) }))
    const wrong = read.flatMap(({ id, number, nextBy }) =>
      nextBy.ok
        ? []
        : [
            {
              field: `next-${id}`,
              message: `Enter a time for ${referralNumber(number)}, like 17:30, or leave it empty`,
            },
          ],
    )
    setErrors(wrong)
    if (wrong.length > 0) return
    const items = read.map(({ id, nextBy }) => ({
      referralId: id,
      note: itemOf(id).note,
      nextBy: nextBy.ok ? nextBy.value : null,
    }))
    try {
      const sent = await send.mutateAsync({ kind: typed.kind, words: typed.words, items })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      awaitAnswer(sent.value.handoverId)
      offered(sent.value.handoverId)
      toast({ words: 'Offered.', detail: 'It stays yours until somebody takes it over' })
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setErrors([{ message: `${fault.message} What you wrote is kept.` }])
    }
  }
  return { offer, errors, busy: send.isPending }
}
