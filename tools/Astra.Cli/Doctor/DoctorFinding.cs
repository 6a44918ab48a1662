namespace Astra.Cli;

/// <summary>How much a finding matters.</summary>
internal enum DoctorLevel
{
    /// <summary>Works; could be better.</summary>
    Advice,
    /// <summary>Does not work, or will not for long.</summary>
    Wrong,
}

/// <summary>Something that was found, with what to do about it.</summary>
internal sealed record DoctorFinding(DoctorLevel Level, string Text);
