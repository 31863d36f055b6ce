using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>Which interface an external system is read through.</summary>
[JsonConverter(typeof(EnumNameJsonConverter<ExternalSystemType>))]
public enum ExternalSystemType
{
    /// <summary>CSV files.</summary>
    Csv,

    /// <summary>The universal interface: a database through ODBC.</summary>
    Universal,
}
