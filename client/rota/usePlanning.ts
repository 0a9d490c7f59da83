import { useCallback } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { toast } from '#client/ui/toast.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { ShiftRow } from '#shared/rota/contract.ts'
import { dropFromDraft, putInDraft } from '#shared/rota/planContract.ts'
import { formatDayShort, type LondonDay } from '#shared/time/london.ts'
import { timesToSend } from './draftTimes.ts'
import type { PlannedWeek } from './draftWeek.ts'

/** What can be done to the draft from the grid: a shift dropped on somebody’s day, a change taken back. */
export interface Planning {
  readonly move: (shift: ShiftRow, personId: PersonId, day: LondonDay) => Promise<void>
  readonly drop: (shiftId: ShiftRow['id']) => Promise<void>
  readonly busy: boolean
}

const fault = (words: string): void => toast({ words, icon: 'triangle' })

/** @param week as it is on screen: its versions go back with each change, so that nothing unseen is overwritten */
export function usePlanning(week: PlannedWeek): Planning {
  const [putting, dropping] = [useSend(putInDraft), useSend(dropFromDraft)]
  const [put, takeOut] = [putting.mutateAsync, dropping.mutateAsync]

  const drop = async (shiftId: ShiftRow['id']): Promise<void> => {
    const sent = await takeOut({ shiftId, seenVersion: week.versions.get(shiftId) ?? 0 })
    if (!sent.ok) fault(sent.refusal.message)
  }

  // The same while the week is: every cell of the grid is handed it.
  const move = useCallback(
    async (shift: ShiftRow, personId: PersonId, day: LondonDay): Promise<void> => {
      if (shift.personId === personId && shift.day === day) return
      const seenVersion = week.versions.get(shift.id) ?? 0
      const kept = { shiftId: shift.id, seenOnRota: shift.version, times: timesToSend(shift, week.rota.templates) }
      const sent = await put({ ...kept, seenVersion, personId, day })
      if (!sent.ok) return fault(sent.refusal.message)
      // What was in the draft before is put back; what was not comes out of it.
      const back = async (version: number): Promise<void> => {
        const undone =
          seenVersion > 0
            ? await put({ ...kept, seenVersion: version, personId: shift.personId, day: shift.day })
            : await takeOut({ shiftId: shift.id, seenVersion: version })
        if (!undone.ok) fault(undone.refusal.message)
      }
      const name = week.rota.people.find((one) => one.personId === personId)?.name ?? ''
      toast({
        words: `In the draft: ${name}, ${formatDayShort(day)}.`,
        icon: 'check',
        detail: sent.value.warnings.join(' ') || undefined,
        undo: () => void back(sent.value.version),
      })
    },
    [week, put, takeOut],
  )

  return { move, drop, busy: putting.isPending || dropping.isPending }
}
