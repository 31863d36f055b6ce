namespace Xlink.Installation;

/// <summary>Whose Xlink an installation is.</summary>
public enum XlinkInstallationKind
{
    /// <summary>The original: its files are edited losslessly, its programs do the work.</summary>
    Vendor,

    /// <summary>The open Xlink of this product.</summary>
    Open,
}
