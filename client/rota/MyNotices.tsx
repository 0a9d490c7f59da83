import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { noticeWords } from '#shared/rota/notices.ts'
import { acknowledgeNotice, myRotaNotices } from '#shared/rota/planContract.ts'

/** Changes of one’s own shifts, until one has said that one has seen them. */
export function MyNotices() {
  const asked = useAnswer(myRotaNotices, {})
  const acknowledging = useSend(acknowledgeNotice)
  const seen = async (noticeId: string): Promise<void> => {
    const sent = await acknowledging.mutateAsync({ noticeId })
    toast(
      sent.ok
        ? { words: 'Seen. Whoever plans the rota knows.', icon: 'check' }
        : { words: sent.refusal.message, icon: 'triangle' },
    )
  }
  return (
    <>
      {(asked.data?.notices ?? []).map(({ id, changes }) => (
        <Notice
          key={id}
          tone="warn"
          icon="bell"
          action={
            <Button kind="p" size="sm" busy={acknowledging.isPending} onClick={() => void seen(id)}>
              I have seen this
            </Button>
          }
        >
          <b>Your rota has changed.</b>
          <ul className="diffs">
            {changes.map((change) => (
              <li key={change.shiftId}>{noticeWords(change)}</li>
            ))}
          </ul>
        </Notice>
      ))}
    </>
  )
}
