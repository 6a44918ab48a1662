using System.Runtime.InteropServices;

namespace Astra.Core;

/// <summary>Operator commands. The values are part of the journal format.</summary>
public enum CommandKind : int
{
    None = 0,
    /// <summary>No new entries until <see cref="ResumeEntries"/>; exits go on.</summary>
    PauseEntries = 1,
    ResumeEntries = 2,
    /// <summary>Close the position of the header's instrument, or of all when it is -1.</summary>
    SquareOff = 3,
    /// <summary>Cancel working entries and targets of the header's instrument, or of all when it is -1; an exit stays until it is filled.</summary>
    CancelOrders = 4,
    /// <summary>Withdraw the plan of the header's instrument; its position is closed first.</summary>
    WithdrawPlan = 5,
    /// <summary>A feed reports that ticks were missed for the header's instrument (or all): <see cref="Command.Value"/> nanoseconds.</summary>
    FeedGap = 6,
}

/// <summary>A command, 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct Command
{
    public CommandKind Kind;
    public int Argument;
    public long Value;
    public long Reserved;
}
