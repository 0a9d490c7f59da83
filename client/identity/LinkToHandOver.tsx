import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'

interface LinkToHandOverProps {
  readonly name: string
  /** The link's token; none when a letter takes it, or when it was shown before. */
  readonly token: string | undefined
  readonly byHand: boolean
}

/** The link, this once, for whoever hands it over; or what happens instead. */
export function LinkToHandOver({ name, token, byHand }: LinkToHandOverProps) {
  const [copied, setCopied] = useState(false)
  if (token === undefined)
    return (
      <Notice tone="done" speaks="politely">
        {byHand ? (
          <>
            <b>The link for {name} was shown once already.</b> If it is lost, make another from their line in the list.
          </>
        ) : (
          <>
            <b>A letter to {name} is on its way.</b> Its link works once, for an hour.
          </>
        )}
      </Notice>
    )
  const link = `${location.origin}/password#${token}`
  return (
    <div className="step-form">
      <Notice tone="done" speaks="politely">
        <b>Hand this link to {name}, and to nobody else.</b> It works once, for an hour, and is not shown again.
      </Notice>
      <TextField label="Link" readOnly value={link} onFocus={(event) => event.target.select()} />
      <div className="btns">
        <Button onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
          {copied ? 'Copied' : 'Copy the link'}
        </Button>
      </div>
    </div>
  )
}
