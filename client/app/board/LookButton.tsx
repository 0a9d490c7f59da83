import { useNavigate } from '@tanstack/react-router'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { toast } from '#client/ui/toast.ts'
import { saveView, savedViews } from '#shared/desk/contract.ts'
import { addressOf, allOf, type BoardLook, type BoardView } from '#shared/desk/views.ts'

/** The name under which the look is kept by itself, for whoever has no view of their own that the board opens with. */
const OWN = 'My board'

/** List or lanes, with one press. It is remembered: the board opens so for this person on every computer, in the view that it opens with. */
export function LookButton({ view }: { readonly view: BoardView }) {
  const navigate = useNavigate()
  const { data } = useAnswer(savedViews, {})
  const saving = useSend(saveView)
  const stages = view.look === 'stages'
  const keep = async (look: BoardLook): Promise<void> => {
    const { name, show, area, waiting } = data?.find(({ opensFirst }) => opensFirst) ?? { name: OWN, ...allOf(view) }
    try {
      const sent = await saving.mutateAsync({ name, show, area, waiting, look, opensFirst: true })
      if (!sent.ok) toast({ words: `Shown so for now. ${sent.refusal.message}`, icon: 'info' })
    } catch {
      toast({ words: 'Shown so for now: the hub could not keep it. It will ask again next time.', icon: 'info' })
    }
  }
  const turn = (): void => {
    const look = stages ? 'list' : 'stages'
    void navigate({ to: '.', search: addressOf({ ...view, look }), replace: true, resetScroll: false })
    if (data) void keep(look)
  }
  return (
    <Button size="sm" aria-pressed={stages} onClick={turn}>
      By stage
    </Button>
  )
}
