import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { printPage } from '#client/ui/takeAway.ts'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onKept: () => void
}

/** The ten codes, this once: to be printed, copied into a password manager, or written down. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const [copied, setCopied] = useState(false)
  const copy = (): void => void navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true))
  return (
    <div className="step-form">
      <p>
        For the day your phone is lost or flat. Each code works once, in place of your second factor. Keep them where
        only you can get at them; they are <b>not shown again</b>.
      </p>
      <ul className="codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="btns no-print">
        <Button kind="p" onClick={onKept}>
          I have kept them
        </Button>
        <Button onClick={printPage}>Print</Button>
        <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>
      </div>
      <p className="vh" role="status">
        {copied ? 'The codes are copied.' : ''}
      </p>
    </div>
  )
}
