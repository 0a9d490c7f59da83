import { useEffect } from 'react'
import { tellSelected } from '#client/kernel/beside.ts'
import { useSession } from '#client/kernel/session.tsx'

/** A record that follows the board on a second screen shows what is selected here. */
export function useTellSelected(selected: number | null): void {
  const { service } = useSession()
  useEffect(
    () => (selected === null ? undefined : tellSelected({ serviceId: service.id, number: selected })),
    [selected, service.id],
  )
}
