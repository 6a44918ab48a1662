namespace Astra.Live;

/// <summary>
/// Nothing came back, so another try may help. The client turns it into a <see cref="VendorException"/> of the same words; the framework's own exception
/// is not carried along, since nobody has checked its text for secrets.
/// </summary>
internal sealed class NoAnswerException(string words) : Exception(words);
