export function Referrals() {
  return (
    <div className="wrap">
      <h1 className="h1">Referrals</h1>
    </div>
  )
}
