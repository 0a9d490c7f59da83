import { Button } from '#client/ui/Button.tsx'

interface EndButtonProps {
  /** `null` for one that is only being added. */
  readonly row: { readonly ended: boolean } | null
  readonly end: string
  readonly onSend: (ended: boolean) => void
}

/** Ends a line of a list or takes it up again, from the form that changes it. */
export const EndButton = ({ row, end, onSend }: EndButtonProps) =>
  row && (
    <Button kind="q" className="push" onClick={() => onSend(!row.ended)}>
      {row.ended ? 'Take it up again' : end}
    </Button>
  )
