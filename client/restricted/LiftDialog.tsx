import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { liftRestriction, type RestrictionRow } from '#shared/restricted/contract.ts'

interface LiftDialogProps {
  readonly restriction: RestrictionRow
  readonly onClose: () => void
}

/** Lifts a restriction, with a reason that is kept. */
export function LiftDialog({ restriction, onClose }: LiftDialogProps) {
  const lifting = useSubmit(liftRestriction)
  const lift = async (why: string): Promise<boolean> => {
    const done = await lifting.tried({ restrictionId: restriction.id, seenVersion: restriction.version, why })
    if (done) toast({ words: 'The restriction is lifted.', icon: 'check' })
    return done
  }
  return (
    <ReasonDialog
      keptAs={`restricted.lift.${restriction.id}`}
      title="Lift the restriction?"
      missing="Say why it is no longer needed"
      press="Lift it"
      grave
      leave="Leave it restricted"
      submitting={lifting}
      onGiven={lift}
      onClose={onClose}
    >
      <p>Everybody who reads records in this service sees this person’s records again, at once.</p>
    </ReasonDialog>
  )
}
