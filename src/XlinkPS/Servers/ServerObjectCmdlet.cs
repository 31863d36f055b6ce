using System.Management.Automation;

namespace XlinkPS.Servers;

/// <summary>A cmdlet that changes one object of the connected server, which is named or piped in.</summary>
/// <typeparam name="T">The object.</typeparam>
public abstract class ServerObjectCmdlet<T> : ServerCmdlet
    where T : class
{
    /// <summary>The object, from its Get- cmdlet.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public T? InputObject { get; set; }

    /// <inheritdoc/>
    protected sealed override object ErrorTarget => InputObject is null ? Wanted : NameOf(InputObject);

    /// <summary>What the user calls the object if it is not piped in.</summary>
    protected abstract string Wanted { get; }

    /// <summary>What the object is called.</summary>
    /// <param name="item">The object.</param>
    /// <returns>Its name.</returns>
    protected abstract string NameOf(T item);

    /// <summary>Finds the object that the user named.</summary>
    /// <returns>The object; a missing one is an error.</returns>
    protected abstract T Find();

    /// <summary>Changes the object.</summary>
    /// <param name="item">The object that was named or piped in.</param>
    protected abstract void Change(T item);

    /// <inheritdoc/>
    protected sealed override void ProcessInput() => Change(InputObject ?? Find());
}
