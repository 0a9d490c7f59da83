import { useAnswer } from '#client/kernel/api.ts'
import { Account } from '#client/toil/Account.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { myToil } from '#shared/toil/contract.ts'

/** One's own TOIL, as one's manager sees it too. */
export function MyToil() {
  const toil = useAnswer(myToil, {})
  return (
    <div className="wrap">
      <div className="toil-page">
        <h1 className="h1">My TOIL</h1>
        <Answered of={toil}>{(account) => <Account account={account} mine />}</Answered>
      </div>
    </div>
  )
}
