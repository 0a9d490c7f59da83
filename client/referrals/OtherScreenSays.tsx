import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { sentences } from '#shared/referrals/sentences.ts'
import type { BothSaid } from './draftElsewhere.ts'

interface OtherScreenSaysProps {
  readonly both: readonly BothSaid[]
  readonly onSeen: () => void
}

/** Boxes in which two screens of one draft say something else: one's own stands in the box, the other is here to be read. */
export function OtherScreenSays({ both, onSeen }: OtherScreenSaysProps) {
  return (
    <Notice
      tone="warn"
      speaks="politely"
      action={
        <Button size="sm" onClick={onSeen}>
          I have looked
        </Button>
      }
    >
      <b>Another screen says something else.</b>{' '}
      {sentences(...both.map(({ label, theirs }) => `${label}: ${theirs}`), 'Your own words stand in the boxes')}
    </Notice>
  )
}
