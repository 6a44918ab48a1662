namespace Astra.Host;

/// <summary>How waiting threads spend their time.</summary>
public enum LatencyProfile
{
    /// <summary>All spin, yield, then park: for machines that do other work too.</summary>
    Shared,

    /// <summary>
    /// The core busy-spins on a processor of its own; journal, publisher and feeds share the others and park. For two or three processors.
    /// </summary>
    CoreAlone,

    /// <summary>Core, journal and publisher busy-spin, each on a processor of its own, whether or not anything happens. For four processors and more.</summary>
    Dedicated,
}
