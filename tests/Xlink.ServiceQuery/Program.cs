using System;
using Xlink.Services;

// What Get-XlinkService learns from the service manager, for computers without PowerShell: one property a line.
var status = ServiceControl.ForThisComputer().Query();
Console.WriteLine("State=" + status.State);
Console.WriteLine("StartType=" + status.StartType);
Console.WriteLine("Account=" + status.Account);
Console.WriteLine("InstallationPath=" + status.InstallationPath);
Console.WriteLine("HasProcess=" + (status.ProcessId is not null));
