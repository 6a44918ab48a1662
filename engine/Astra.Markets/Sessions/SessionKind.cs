namespace Astra.Markets;

/// <summary>Why a session has the hours that it has.</summary>
public enum SessionKind : byte
{
    /// <summary>The segment's regular hours of that date.</summary>
    Regular,
    /// <summary>A full session outside the week (a Budget day, a Saturday in place of a Monday), or a weekday at hours of its own.</summary>
    Special,
    /// <summary>The festive hour of Diwali.</summary>
    Muhurat,
    /// <summary>A disaster-recovery drill: short sessions, in which nothing expires.</summary>
    Drill,
    /// <summary>The day half before the evening boundary, on a day whose evening is shut.</summary>
    Morning,
    /// <summary>The evening half of a holiday.</summary>
    Evening,
}
