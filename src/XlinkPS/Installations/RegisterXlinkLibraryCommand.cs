using System.Management.Automation;
using System.Threading.Tasks;
using Xlink;
using Xlink.Installation;
using Xlink.Services;

namespace XlinkPS.Installations;

/// <summary>
/// Registers an installation on this computer, so that every cmdlet finds it without -Path, and passes it on. On an original Xlink it registers
/// ixculcmm.dll first, with the manual's steps and retries. Needs an elevated session.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "XlinkLibrary", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkInstallation))]
public sealed class RegisterXlinkLibraryCommand : InstallationCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var isVendor = installation.Kind == XlinkInstallationKind.Vendor;
        var what = isVendor ? System.IO.Path.Combine(installation.Path, LibraryRegistration.Library) : installation.Path;
        if (ShouldProcess(installation.Path, MessageText.Format(nameof(Messages.LibraryRegisterAction), what)))
        {
            if (isVendor)
            {
                Await(token => Task.Run(() => new LibraryRegistration(installation, ServiceControl.ForThisComputer()).Register(token), token));
            }

            InstallationRegister.OfThisComputer.Add(installation);
        }

        WriteObject(installation);
    }
}
