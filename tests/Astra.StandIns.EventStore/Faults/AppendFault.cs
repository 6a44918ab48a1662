using Grpc.Core;

namespace Astra.StandIns.EventStore;

/// <summary>What the scripted faults do to one append.</summary>
internal enum AppendFaultKind
{
    None,
    TimeoutStored,
    TimeoutNotStored,

    /// <summary>Stored, never answered.</summary>
    Drop,

    /// <summary>Neither stored nor answered.</summary>
    Swallow,

    /// <summary>The call ends with an error; the append may be stored.</summary>
    FaultCall,
}

/// <param name="Stored">For <see cref="AppendFaultKind.FaultCall"/>: the append, and all before it on the call, is stored.</param>
internal readonly record struct AppendFault(AppendFaultKind Kind, TimeSpan After = default, RpcException? Error = null, bool Stored = false);
