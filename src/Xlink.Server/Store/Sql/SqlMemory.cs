using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Xlink.Server.Store.Sql;

/// <summary>What one transaction has looked up for those that follow it, for as long as nobody has changed it. Only one of them runs at a time.</summary>
internal class SqlMemory
{
    private readonly Dictionary<string, object> known = new(StringComparer.Ordinal);

    /// <summary>What is known under a name, which is looked up if it is not; what is not there is not kept.</summary>
    internal async Task<T?> FindAsync<T>(string name, Func<Task<T?>> lookUp)
        where T : class
    {
        if (known.TryGetValue(name, out var value))
        {
            return (T)value;
        }

        var found = await lookUp();
        if (found is not null)
        {
            known.Add(name, found);
        }

        return found;
    }

    /// <summary>Forgets everything.</summary>
    protected void Forget() => known.Clear();
}
