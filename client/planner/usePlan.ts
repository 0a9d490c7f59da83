import { useEffect } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { planOf, type PlanAnswer } from '#shared/planner/contract.ts'
import type { PlanJobId } from '#shared/kernel/ids.ts'

/** How often a plan that is being worked out is asked for again. */
const ASK_EVERY_MS = 700

export const isUnderWay = ({ state }: Pick<PlanAnswer, 'state'>): boolean => state === 'waiting' || state === 'running'

/** A plan by the id in the address, asked for again and again until it is worked out, also while no server answers. */
export function usePlan(id: string | undefined) {
  const asked = useAnswer(planOf, id === undefined ? null : { jobId: id as PlanJobId }, { keep: true })
  const { data, refetch, dataUpdatedAt, errorUpdatedAt } = asked
  const underWay = data !== undefined && data !== null && isUnderWay(data)
  useEffect(() => {
    if (!underWay) return undefined
    const timer = setTimeout(() => void refetch(), ASK_EVERY_MS)
    return () => clearTimeout(timer)
  }, [underWay, refetch, dataUpdatedAt, errorUpdatedAt])
  return asked
}
