' Lost calls: offered less handled. The result is the value times 100.
Dim Result As Long
Dim Weekday As Long
Dim Minutes As Long
Dim Para1 As Long
Dim Para2 As Long

Sub Main()
  If Para1 > Para2 Then
    Result = (Para1 - Para2) * 100
  Else
    Result = 0
  End If
End Sub
