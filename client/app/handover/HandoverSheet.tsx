import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { OutAlone } from '#client/safety/OutAlone.tsx'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { usePrinting } from '#client/ui/takeAway.ts'
import { Tag } from '#client/ui/Tag.tsx'
import { kindWords } from '#shared/handover/codes.ts'
import { handoverPrinted, handoverSheet, type HandoverSheet as Sheet } from '#shared/handover/contract.ts'
import { formatDay, formatInstant, londonDayOf, clockTimeOf } from '#shared/time/london.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { useAnswerTyped } from './answerTyped.ts'
import { becameWords, useEndedByOther, useMayTake } from './handoverState.ts'
import './handover.css'
import { SheetItemView } from './SheetItemView.tsx'

/** One handover as it was offered: to read, to take over by name, to print. */
export function HandoverSheet() {
  const { handoverId } = useParams({ from: '/handover/$handoverId' })
  const known = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(handoverId)
  const asked = useAnswer(handoverSheet, known ? { handoverId } : null)
  if (!known || (asked.error !== null && asked.data === undefined)) return <NoSuch />
  return (
    <Answered of={asked}>
      {(sheet) => (sheet === null ? <NoSuch /> : <SheetPage key={sheet.id} sheet={sheet} />)}
    </Answered>
  )
}

const NoSuch = () => (
  <div className="wrap">
    <h1 className="h1">Handover</h1>
    <EmptyState
      title="There is no such handover in this service"
      action={
        <Link className={buttonClass({ kind: 'p' })} to="/handover">
          All handovers
        </Link>
      }
    />
  </div>
)

function SheetPage({ sheet }: { readonly sheet: Sheet }) {
  const { person } = useSession()
  const mayTake = useMayTake()(sheet)
  const ended = useEndedByOther()(sheet)
  // Whoever was answering when it ended keeps the form before them, and so does whoever left words in it.
  const [began] = useState(mayTake)
  const wrote = useAnswerTyped(sheet.id).wrote
  const { print, busy } = usePrinting(handoverPrinted, { handoverId: sheet.id })
  return (
    <div className="wrap ho-sheet">
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/handover">Handover</Link>
        <span aria-hidden="true">/</span>
        <span>{formatInstant(sheet.offeredAt)}</span>
      </nav>
      <div className="page-h">
        <h1 className="h1">
          {sheet.givenByName} to {kindWords(sheet.kind, sheet.outOfHoursName)}
        </h1>
        <span className="row no-print">
          <Tag tone={sheet.state === 'offered' ? 'warn' : sheet.state === 'answered' ? 'done' : undefined}>
            {becameWords(sheet, person.name)}
          </Tag>
          <Button size="sm" icon="print" busy={busy} onClick={print}>
            Print
          </Button>
        </span>
      </div>
      <SheetHead sheet={sheet} />
      {sheet.state === 'offered' && <OutAlone />}
      {mayTake || (ended !== null && (began || wrote)) ? (
        <AnswerForm sheet={sheet} ended={ended} />
      ) : (
        <ol className="ho-items">
          {sheet.sheet.map((item) => (
            <SheetItemView key={item.referralId} item={item} at={sheet.offeredAt} />
          ))}
        </ol>
      )}
      {sheet.hidden > 0 && (
        <Notice tone="warn">
          {sheet.hidden} more {sheet.hidden === 1 ? 'is' : 'are'} restricted and closed to you. Speak to{' '}
          {sheet.givenByName}.
        </Notice>
      )}
      <PaperFoot sheet={sheet} />
    </div>
  )
}

/** Whoever reads a printed sheet is nobody in particular: everybody stands on it by name. */
const ON_PAPER = ''

function SheetHead({ sheet }: { readonly sheet: Sheet }) {
  return (
    <div className="ho-head">
      <p>
        As it was at <b>{clockTimeOf(sheet.offeredAt)}</b>, {formatDay(londonDayOf(sheet.offeredAt))}. {sheet.items}{' '}
        referral
        {sheet.items === 1 ? '' : 's'}.
      </p>
      {sheet.answeredAt !== null && (
        <p>
          {becameWords(sheet, ON_PAPER)}, {formatInstant(sheet.answeredAt)}.
          {sheet.answerWords !== '' && ` “${sheet.answerWords}”`}
        </p>
      )}
      {sheet.withdrawnAt !== null && (
        <p>
          Taken back by {sheet.givenByName}, {formatInstant(sheet.withdrawnAt)}.
          {sheet.withdrawnWhy !== '' && ` “${sheet.withdrawnWhy}”`}
        </p>
      )}
      {sheet.words !== '' && (
        <section aria-label="Of the shift" className="ho-words">
          {sheet.words}
        </section>
      )}
    </div>
  )
}

/** On paper: who has it until it is signed for, whom to ring, and where the living copy is. */
const PaperFoot = ({ sheet }: { readonly sheet: Sheet }) => (
  <div className="print-only ho-foot">
    <p>Taken over by (name) ______________________________ at ____________ Signature ______________________________</p>
    <p>
      {sheet.serviceName}: {sheet.hubPhone}. {sheet.outOfHoursName}: {sheet.outOfHoursPhone}. Until it is signed for,
      all of it is with {sheet.givenByName}. Check the hub: this paper does not change.
    </p>
  </div>
)
