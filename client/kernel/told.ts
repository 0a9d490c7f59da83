import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { AnswerTo, AnyQuery } from '#shared/kernel/query.ts'

/**
 * What a question without a condition was answered with last, wherever on the page it was asked. It asks for nothing.
 *
 * @example const duty = useTold(myDuty) // undefined until My duty has been open
 */
export function useTold<Q extends AnyQuery>(query: Q): AnswerTo<Q> | undefined {
  const cache = useQueryClient()
  return useSyncExternalStore(
    (tell) => cache.getQueryCache().subscribe(tell),
    () => cache.getQueryData<AnswerTo<Q>>([query.name, {}]),
  )
}
