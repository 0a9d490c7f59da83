import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'

interface AnswerEndedProps {
  /** Who ended it, and when. */
  readonly ended: string
  /** What was ticked and written; empty when nothing was. */
  readonly text: string
  readonly putAway: () => void
}

/** Stands where the answer would have been sent from: in sight wherever on the sheet somebody was writing. */
export function AnswerEnded({ ended, text, putAway }: AnswerEndedProps) {
  const navigate = useNavigate()
  const [copied, setCopied] = useState(false)
  // The words are longer than the buttons that stood here: what somebody was writing in is not to be under them.
  useEffect(() => document.activeElement?.scrollIntoView({ block: 'nearest' }), [])
  const leave = (): void => {
    putAway()
    void navigate({ to: '/handover' })
  }
  return (
    <div className="ho-bar ho-ended no-print">
      <Notice tone="warn" icon="undo" speaks="at-once">
        <b>{ended}</b> Nothing went over to you.
        {text !== '' && ' What you ticked and wrote was not sent; it stays here until you put it away.'}
      </Notice>
      {text !== '' && (
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {copied ? 'Copied' : 'Copy what I wrote'}
        </Button>
      )}
      <Button kind="p" onClick={leave}>
        {text === '' ? 'All handovers' : 'Put it away'}
      </Button>
    </div>
  )
}
