using Astra.Markets;

namespace Astra.Strategies;

internal static class BarExtensions
{
    /// <summary>Whether it is the first of its session, so that its close holds the overnight gap.</summary>
    public static bool OpensSession(in this Bar bar) => (bar.Flags & BarFlags.SessionStart) != 0;
}
