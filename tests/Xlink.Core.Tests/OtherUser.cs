using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Xlink.Core.Tests;

/// <summary>Lets root do something with the file rights of another user: on Linux they belong to the thread.</summary>
internal static class OtherUser
{
    public static Exception? Run(int userId, Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            _ = SetFileGroup(userId);
            _ = SetFileUser(userId);
            thrown = Record.Exception(action);
            _ = SetFileUser(0);
            _ = SetFileGroup(0);
        });
        thread.Start();
        thread.Join();
        return thrown;
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileUser(int userId);

    [DllImport("libc", EntryPoint = "setfsgid")]
    private static extern int SetFileGroup(int groupId);
}
