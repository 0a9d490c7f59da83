export function MyToil() {
  return (
    <div className="wrap">
      <h1 className="h1">My TOIL</h1>
    </div>
  )
}
