using System;
using Xlink.Services;
using Xlink.Services.Windows;

// The right that an installation gives to the service's account: Windows' code, 0 if it is granted.
if (args.Length == 1)
{
    Console.WriteLine(ServiceLogonRight.Grant(args[0]));
    return;
}

// What Get-XlinkService learns from the service manager, for computers without PowerShell: one property a line.
var status = ServiceControl.ForThisComputer().Query();
Console.WriteLine("State=" + status.State);
Console.WriteLine("StartType=" + status.StartType);
Console.WriteLine("Account=" + status.Account);
Console.WriteLine("InstallationPath=" + status.InstallationPath);
Console.WriteLine("HasProcess=" + (status.ProcessId is not null));
