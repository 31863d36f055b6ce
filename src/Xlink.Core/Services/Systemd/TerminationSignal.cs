using System;
using System.Reflection;

namespace Xlink.Services.Systemd;

/// <summary>
/// SIGTERM and SIGINT as an event. The class that catches signals exists on .NET only and not in netstandard2.0, and .NET 10 raises
/// nothing else on SIGTERM; where the class is missing, on .NET Framework, there is Ctrl+C only.
/// </summary>
internal sealed class TerminationSignal : IDisposable
{
    private readonly IDisposable?[] registrations;
    private readonly Action onSignal;

    internal TerminationSignal(Action onSignal)
    {
        this.onSignal = onSignal;
        registrations = [Register("SIGTERM"), Register("SIGINT")];
        if (registrations[0] is null)
        {
            Console.CancelKeyPress += OnCancelKeyPress;
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKeyPress;
        foreach (var registration in registrations)
        {
            registration?.Dispose();
        }
    }

    private void OnCancelKeyPress(object sender, ConsoleCancelEventArgs pressed)
    {
        pressed.Cancel = true;
        onSignal();
    }

    private IDisposable? Register(string signal)
    {
        const string Assembly = ", System.Runtime.InteropServices", Namespace = "System.Runtime.InteropServices.";
        var context = Type.GetType(Namespace + "PosixSignalContext" + Assembly);
        var signals = Type.GetType(Namespace + "PosixSignal" + Assembly);
        var registration = Type.GetType(Namespace + "PosixSignalRegistration" + Assembly);
        if (context is null || signals is null || registration is null)
        {
            return null;
        }

        var handler = Delegate.CreateDelegate(
            typeof(Action<>).MakeGenericType(context), this, typeof(TerminationSignal).GetMethod(nameof(Handle), BindingFlags.Instance | BindingFlags.NonPublic)!);
        return (IDisposable?)registration.GetMethod("Create")!.Invoke(null, [Enum.Parse(signals, signal), handler]);
    }

    private void Handle(object context)
    {
        context.GetType().GetProperty("Cancel")!.SetValue(context, true);
        onSignal();
    }
}
